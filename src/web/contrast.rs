//! The colours of `base.css`, light and dark, against WCAG 2.2 AA: 4.5 : 1 for text, 3 : 1 for lines that carry meaning.

use std::collections::BTreeMap;

const BASE: &str = include_str!("../../static/css/base.css");

/// Text on its grounds.
const TEXT: [(&str, &[&str]); 10] = [
    ("ink", &["paper", "canvas", "accent-wash", "good-wash", "warn-wash", "bad-wash"]),
    ("ink-soft", &["paper", "canvas", "accent-wash"]),
    ("accent", &["paper", "canvas", "accent-wash", "good-wash", "warn-wash", "bad-wash"]),
    ("accent-deep", &["paper", "canvas", "accent-wash", "good-wash", "warn-wash", "bad-wash"]),
    ("on-accent", &["accent", "accent-deep"]),
    ("good", &["paper", "canvas", "good-wash"]),
    ("warn", &["paper", "canvas", "warn-wash"]),
    ("bad", &["paper", "canvas", "bad-wash"]),
    ("bad-deep", &["paper", "bad-wash"]),
    ("on-bad", &["bad", "bad-deep"]),
];

/// Edges of controls, the focus ring, marks.
const LINES: [(&str, &[&str]); 5] = [
    ("line-strong", &["paper", "canvas"]),
    ("accent", &["paper", "canvas", "accent-wash"]),
    ("good", &["paper", "good-wash"]),
    ("warn", &["paper", "warn-wash"]),
    ("bad", &["paper", "bad-wash"]),
];

/// Tokens of a scheme: the first block is light, the second, laid over it, dark.
fn tokens(scheme: &str) -> BTreeMap<&str, [f64; 3]> {
    let blocks = if scheme == "light" { 1 } else { 2 };
    let mut tokens = BTreeMap::new();
    for block in BASE.split(":root {").skip(1).take(blocks) {
        let block = block.split('}').next().unwrap_or_default();
        for (name, value) in
            block.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        {
            let part = |at| u8::from_str_radix(&value[at..at + 2], 16).unwrap();
            tokens.insert(name, [part(0), part(2), part(4)].map(|part| f64::from(part) / 255.0));
        }
    }
    tokens
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_are_readable_light_and_dark() {
    let mut faults = Vec::new();
    for scheme in ["light", "dark"] {
        let tokens = tokens(scheme);
        assert!(tokens.len() > 15, "{scheme}: {tokens:?}");
        for (pairs, least) in [(&TEXT[..], 4.5), (&LINES[..], 3.0)] {
            for (ink, grounds) in pairs {
                for ground in *grounds {
                    let found = contrast(tokens[ink], tokens[ground]);
                    if found < least {
                        faults.push(format!("{scheme}: {ink} on {ground} is {found:.2}, needs {least}"));
                    }
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_contrast_of_black_and_white_is_21() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}
