//! Templates, styles and scripts: nothing unescaped, nothing inline that the content policy refuses, colours as tokens.

use crate::sources::{
    Source, assert_caught, assert_clean, erased, files, files_ending, line_of, shipped_rust, words,
};

/// Colours by name, as somebody in a hurry writes them.
const NAMED_COLOURS: [&str; 14] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "silver", "yellow", "orange", "purple", "teal",
    "navy", "maroon",
];
const COLOUR_FUNCTIONS: [&str; 7] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklch(", "lab("];

fn templates() -> Vec<Source> {
    files("templates").into_iter().filter(|file| !file.path.ends_with(".ftl")).collect()
}

/// `|safe` switches escaping off: only in a part, only with a comment on the line or just above that says why.
fn unescaped_faults(templates: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for template in templates {
        let lines: Vec<&str> = template.text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let squeezed: String = line.split_whitespace().collect();
            let at = format!("{}:{}", template.path, index + 1);
            if squeezed.contains("escape\"none") || squeezed.contains("autoescapefalse") {
                faults.push(format!("{at}: escaping is never switched off for a block"));
            }
            if !squeezed.split('|').skip(1).any(|filter| words(filter, "safe").next() == Some(0)) {
                continue;
            }
            let explained = line.contains("{#") || index > 0 && lines[index - 1].contains("{#");
            if !template.path.starts_with("templates/parts/") {
                faults.push(format!("{at}: `|safe` only in templates/parts"));
            } else if !explained {
                faults.push(format!("{at}: `|safe` without a comment that says why"));
            }
        }
    }
    faults
}

/// What `default-src 'none'` refuses anyway, found before a browser finds it.
fn inline_faults(templates: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for template in templates.iter().filter(|template| template.path.ends_with(".html")) {
        for (at, _) in template.text.match_indices('<') {
            let tag = template.text[at..].split_inclusive('>').next().unwrap_or_default();
            let inline = tag.starts_with("<style")
                || tag.starts_with("<script") && !tag.contains("src=")
                || words(tag, "style=").any(|at| tag[..at].ends_with(char::is_whitespace))
                || tag.split_whitespace().any(|word| word.starts_with("on") && word.contains('='))
                || tag.contains("javascript:");
            if inline {
                let line = line_of(&template.text, at);
                faults.push(format!(
                    "{}:{line}: no inline style, script or handler: {}",
                    template.path,
                    tag.trim()
                ));
            }
        }
    }
    faults
}

/// Escaping is decided by a template's extension; in Rust nobody decides otherwise.
fn escape_faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let code = source.shipped_code_and_strings();
        for (index, line) in code.lines().enumerate() {
            let squeezed: String = line.split_whitespace().collect();
            if squeezed.contains("escape=\"none\"") || squeezed.contains("filters::Safe(") {
                faults.push(format!("{}:{}: escaping is not switched off in Rust", source.path, index + 1));
            }
        }
    }
    faults
}

/// A colour stands where its token (`--name`) is defined, and nowhere else.
fn colour_faults(styles: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for style in styles {
        let text = without_comments(&style.text);
        let mut begin = 0;
        for (end, delimiter) in text.match_indices(['{', '}', ';']) {
            let piece = &text[begin..end];
            let at = begin + (piece.len() - piece.trim_start().len());
            begin = end + 1;
            let Some((property, value)) = piece.split_once(':').filter(|_| delimiter != "{") else {
                continue;
            };
            if !property.trim().starts_with("--") && has_colour(value) {
                faults.push(format!(
                    "{}:{}: a colour outside a token: {}",
                    style.path,
                    line_of(&text, at),
                    piece.trim()
                ));
            }
        }
    }
    faults
}

fn has_colour(value: &str) -> bool {
    let is_hex = |word: &str| {
        word.strip_prefix('#').is_some_and(|hex| hex.starts_with(|c: char| c.is_ascii_hexdigit()))
    };
    let mut pieces = value.split([' ', ',', '(', ')', '\n']).filter(|word| !word.starts_with("--"));
    pieces.any(|word| is_hex(word) || NAMED_COLOURS.contains(&word))
        || COLOUR_FUNCTIONS.iter().any(|f| words(value, f).next().is_some())
}

fn without_comments(css: &str) -> String {
    let mut text = css.to_owned();
    while let Some(start) = text.find("/*") {
        let end = text[start..].find("*/").map_or(text.len(), |at| start + at + 2);
        text.replace_range(start..end, &erased(&css[start..end]));
    }
    text
}

#[test]
fn nothing_is_unescaped_without_a_reason() {
    assert_clean(unescaped_faults(&templates()));
    assert_clean(escape_faults(&shipped_rust()));
    let faults = unescaped_faults(&[
        Source::sample("templates/budget/a.html", "{# why #}{{ x|safe }}"),
        Source::sample("templates/parts/b.html", "<p>\n{{ x | safe }}"),
        Source::sample(
            "templates/parts/c.html",
            "{# drawn by us, digits only #}\n{{ x|safe }}\n{{ y|safely }}",
        ),
        Source::sample("templates/parts/d.html", "{% filter escape(\"none\") %}"),
    ]);
    assert_caught(
        faults,
        &["templates/budget/a.html:1: `|safe` only", "templates/parts/b.html:2: `|safe` without"],
    );
    assert_caught(
        escape_faults(&[Source::sample("src/web/a.rs", "#[template(path = \"a.html\", escape = \"none\")]")]),
        &["src/web/a.rs:1"],
    );
}

#[test]
fn nothing_is_inline_that_the_content_policy_refuses() {
    assert_clean(inline_faults(&templates()));
    let page = "<p style=\"x\">\n<script>x</script>\n<script src=\"/a.js\"></script>\n<button onclick=\"x\">\n<style>\n<a href=\"javascript:x\">\n<p data-style=\"x\" class=\"one\">";
    let faults = inline_faults(&[Source::sample("templates/a.html", page)]);
    let lines: Vec<String> = [1, 2, 4, 5, 6].iter().map(|line| format!("templates/a.html:{line}:")).collect();
    assert_caught(faults, &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn colours_are_tokens() {
    assert_clean(colour_faults(&files_ending("static", ".css")));
    let css = "/* #fff */\n:root {\n  --ink: #123;\n  --paper: light-dark(white,\n    black);\n}\n#top:hover, a:focus {\n  color: var(--red);\n  border: 1px solid #ccc;\n  background: rgb(1 2 3);\n  outline-color: red }\n";
    let faults = colour_faults(&[Source::sample("static/css/a.css", css)]);
    assert_caught(faults, &["static/css/a.css:9", "static/css/a.css:10", "static/css/a.css:11"]);
}
