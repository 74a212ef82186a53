//! Pictures of codes as people send them, and pictures as nobody should.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, LumaA};
use qrcode::{Color, QrCode};

use super::*;

const CODE: &str = "https://e-qyzmet.gov.kz/certificates/7f3a9c";

/// A code with four modules of white around it, each module of so many pixels.
fn code(text: &str, module: u32) -> GrayImage {
    let code = QrCode::new(text).expect("a code");
    let (width, colours) = (code.width() as u32, code.to_colors());
    GrayImage::from_fn((width + 8) * module, (width + 8) * module, |x, y| {
        let at = |pixel: u32| (pixel / module).checked_sub(4).filter(|place| *place < width);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| colours[(y * width + x) as usize] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    })
}

/// The picture in the middle of a sheet, turned by so many degrees.
fn turned(picture: &GrayImage, side: u32, degrees: f64) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle, own) = (f64::from(side) / 2.0, f64::from(picture.width()) / 2.0);
    GrayImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (f64::from(x) - middle, f64::from(y) - middle);
        let (sx, sy) = (own + dx * cos + dy * sin, own - dx * sin + dy * cos);
        let inside = sx >= 0.0 && sy >= 0.0 && sx < own * 2.0 && sy < own * 2.0;
        if inside { *picture.get_pixel(sx as u32, sy as u32) } else { Luma([230]) }
    })
}

fn beside(pictures: &[GrayImage]) -> GrayImage {
    let (width, height) =
        (pictures.iter().map(|p| p.width()).sum(), pictures.iter().map(|p| p.height()).max());
    let mut sheet = GrayImage::from_pixel(width, height.expect("a picture"), Luma([255]));
    let mut left = 0;
    for picture in pictures {
        image::imageops::replace(&mut sheet, picture, left, 0);
        left += i64::from(picture.width());
    }
    sheet
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("written");
    bytes.into_inner()
}

fn png(picture: GrayImage) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

fn texts(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    read(bytes, |text| text.contains("e-qyzmet"), &Patience::default())
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).expect("deflated");
    encoder.finish().expect("deflated")
}

fn pdf(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes =
        b"%PDF-1.7\n1 0 obj\n<< /Length 4 >>\nstream\nq Q\n\nendstream\nendobj\n2 0 obj\n".to_vec();
    let head =
        format!("<< /Type /XObject /Subtype /Image {dictionary} /Length {} >>\nstream\r\n", data.len());
    bytes.extend_from_slice(head.as_bytes());
    bytes.extend_from_slice(data);
    bytes.extend_from_slice(b"\nendstream\nendobj\n%%EOF");
    bytes
}

#[test]
fn a_code_is_read_turned_small_pale_and_inverted() {
    let only = Ok(vec![CODE.to_owned()]);
    for degrees in [0.0, 7.0, 33.0, 90.0, 180.0, 251.0] {
        assert_eq!(texts(&png(turned(&code(CODE, 6), 700, degrees))), only, "{degrees} degrees");
    }
    for module in [1, 2, 3, 12] {
        assert_eq!(texts(&png(code(CODE, module))), only, "{module} pixels");
    }
    let far = turned(&code(CODE, 4), 3000, 12.0);
    assert_eq!(texts(&file(far, ImageFormat::Jpeg)), only, "small in a large photo");
    let mut pale = code(CODE, 5);
    pale.pixels_mut().for_each(|pixel| pixel.0[0] = 110 + pixel.0[0] / 3);
    assert_eq!(texts(&file(pale, ImageFormat::Jpeg)), only, "pale");
    let mut night = code(CODE, 5);
    image::imageops::invert(&mut night);
    assert_eq!(texts(&png(night)), only, "light on dark");
    let plain = code(CODE, 5);
    let clear = image::ImageBuffer::from_fn(plain.width(), plain.height(), |x, y| {
        let dark = plain.get_pixel(x, y).0[0] == 0;
        LumaA([0u8, if dark { 255 } else { 0 }])
    });
    assert_eq!(texts(&file(DynamicImage::ImageLumaA8(clear), ImageFormat::Png)), only, "on nothing");
}

#[test]
fn every_code_of_a_picture_is_read() {
    let sheet = beside(&[code("WIFI:S:office;;", 5), code(CODE, 4), code("https://example.kz/menu", 6)]);
    let mut found = texts(&png(sheet)).expect("a picture");
    found.sort();
    assert_eq!(
        found,
        ["WIFI:S:office;;", "https://e-qyzmet.gov.kz/certificates/7f3a9c", "https://example.kz/menu"]
    );
    assert_eq!(texts(&png(GrayImage::from_pixel(300, 300, Luma([255])))), Ok(vec![]));
    assert_eq!(texts(&png(code("Әбілқайыр ₸", 6))), Ok(vec!["Әбілқайыр ₸".to_owned()]));
}

#[test]
fn the_pictures_of_a_pdf_are_read() {
    let only = Ok(vec![CODE.to_owned()]);
    let picture = code(CODE, 4);
    let (width, height) = picture.dimensions();
    let size = format!("/Width {width} /Height {height}");
    let scan = file(picture.clone(), ImageFormat::Jpeg);
    assert_eq!(texts(&pdf(&format!("{size} /Filter /DCTDecode"), &scan)), only, "a scan");
    let twice = pdf(&format!("{size} /Filter [/FlateDecode /DCTDecode]"), &deflated(&scan));
    assert_eq!(texts(&twice), only, "a deflated scan");
    let flate = |more: &str| format!("{size} /Filter /FlateDecode {more}");
    let grey = pdf(&flate("/ColorSpace /DeviceGray /BitsPerComponent 8"), &deflated(picture.as_raw()));
    assert_eq!(texts(&grey), only, "grey");
    let rgb: Vec<u8> = picture.as_raw().iter().flat_map(|grey| [*grey; 3]).collect();
    assert_eq!(texts(&pdf(&flate("/BitsPerComponent 8"), &deflated(&rgb))), only, "colours");
    let filtered: Vec<u8> = picture.rows().enumerate().fold(Vec::new(), |mut data, (y, row)| {
        let row: Vec<u8> = row.map(|pixel| pixel.0[0]).collect();
        let above = |x: usize| if y == 0 { 0 } else { picture.get_pixel(x as u32, y as u32 - 1).0[0] };
        data.push(2);
        data.extend(row.iter().enumerate().map(|(x, grey)| grey.wrapping_sub(above(x))));
        data
    });
    let predicted = pdf(&flate("/BitsPerComponent 8 /DecodeParms << /Predictor 15 >>"), &deflated(&filtered));
    assert_eq!(texts(&predicted), only, "filtered rows");
    let bits: Vec<u8> = picture
        .rows()
        .flat_map(|row| {
            let row: Vec<u8> = row.map(|pixel| u8::from(pixel.0[0] > 0)).collect();
            let bytes = row
                .chunks(8)
                .map(|bits| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at)));
            bytes.collect::<Vec<u8>>()
        })
        .collect();
    assert_eq!(texts(&pdf(&flate("/BitsPerComponent 1"), &deflated(&bits))), only, "black and white");
}

/// what is no picture, and what would become too large, is refused before it costs anything.
#[test]
fn a_115_a_picture_is_limited_before_it_is_decoded() {
    assert_eq!(texts(&vec![0; MOST_BYTES + 1]), Err(Unreadable::TooLarge));
    let mut header = b"IHDR".to_vec();
    header.extend_from_slice(&30_000u32.to_be_bytes());
    header.extend_from_slice(&30_000u32.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut crc = flate2::Crc::new();
    crc.update(&header);
    let bomb = [
        b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(),
        &header,
        &crc.sum().to_be_bytes(),
        b"\0\0\0\x20IDAT",
        &[0; 40],
    ]
    .concat();
    assert_eq!(texts(&bomb), Err(Unreadable::TooManyPixels));
    let whole = png(code(CODE, 4));
    for length in [20, 60, whole.len() / 2] {
        assert_eq!(texts(&whole[..length]), Err(Unreadable::Damaged), "{length} bytes");
    }
    for no_picture in ["", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "PK\x03\x04"] {
        assert_eq!(texts(no_picture.as_bytes()), Err(Unreadable::Unknown), "{no_picture}");
    }
    let zeros = deflated(&vec![0; 50_000_000]);
    let check = |dictionary: &str, data: &[u8], why| {
        assert_eq!(texts(&pdf(dictionary, data)), Err(why), "{dictionary}")
    };
    check("/Width 30000 /Height 30000 /Filter /FlateDecode", &zeros, Unreadable::TooManyPixels);
    check("/Width 10 /Height 10 /Filter /FlateDecode", &zeros, Unreadable::NoPicture);
    check("/Width 10 /Height 10 /Filter /FlateDecode", b"nonsense", Unreadable::Damaged);
    check("/Width 0 /Height 10 /Filter /FlateDecode", &zeros, Unreadable::NoPicture);
    check("/Width 9 /Height 9 /Filter /JBIG2Decode", b"?", Unreadable::NoPicture);
    assert_eq!(texts(b"%PDF-1.7 nothing"), Err(Unreadable::NoPicture));
    assert_eq!(texts(b"%PDF-1.7 /Encrypt 9 0 R"), Err(Unreadable::Locked));
    assert_eq!(texts(b"%PDF-1.7 stream"), Err(Unreadable::NoPicture));
}

#[test]
fn a_search_ends_when_nobody_waits() {
    let patience = Patience::default();
    patience.end();
    assert_eq!(read(&png(code(CODE, 4)), |_| false, &patience), Ok(vec![]));
}
