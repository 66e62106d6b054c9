//! What a picture is, and how large, by its first bytes. Nothing is decompressed.

use super::{LARGEST_PHOTO, Photo, Reason};

/// Takes the bytes as a photo if they are one Nod shows.
///
/// # Errors
/// [`Reason::UnreadablePhoto`] for another format or a header cut short, [`Reason::PhotoTooLarge`] for too many pixels.
pub(crate) fn photo(bytes: Vec<u8>) -> Result<Photo, Reason> {
    let (mime, (width, height)) = measure(&bytes).ok_or(Reason::UnreadablePhoto)?;
    if width == 0 || height == 0 {
        return Err(Reason::UnreadablePhoto);
    }
    if width > LARGEST_PHOTO || height > LARGEST_PHOTO {
        return Err(Reason::PhotoTooLarge);
    }
    Ok(Photo { mime: mime.to_owned(), bytes })
}

type Size = (u32, u32);

fn measure(bytes: &[u8]) -> Option<(&'static str, Size)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        // PNG (ISO 15948) 11.2.1: IHDR comes first and starts with width and height.
        Some(("image/png", (big(bytes, 16, 4)?, big(bytes, 20, 4)?)))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(("image/jpeg", jpeg(bytes)?))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(("image/gif", (little(bytes, 6, 2)?, little(bytes, 8, 2)?)))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(("image/webp", webp(bytes)?))
    } else {
        None
    }
}

/// JPEG (ITU T.81) B.2.2: a frame header, any of SOF0 to SOF15 but not DHT, JPG or DAC, holds height and width.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc4 | 0xc8 | 0xcc => at += 2 + skip(bytes, at)?,
            0xc0..=0xcf => return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?)),
            _ => at += 2 + skip(bytes, at)?,
        }
    }
}

/// Length of the JPEG segment whose marker is at `at`, the two bytes of the length included.
fn skip(bytes: &[u8], at: usize) -> Option<usize> {
    big(bytes, at + 2, 2).filter(|length| *length >= 2).map(|length| length as usize)
}

/// WebP (RFC 9649) 2.5 to 2.7: lossy, lossless or extended.
fn webp(bytes: &[u8]) -> Option<Size> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        _ => None,
    }
}

fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn the_format_is_told_by_the_bytes() {
        let mime = |bytes: &[u8]| photo(bytes.to_vec()).map(|photo| photo.mime);
        assert_eq!(mime(&png(2, 2)).as_deref(), Ok("image/png"));
        assert_eq!(mime(b"GIF89a\x01\0\x01\0").as_deref(), Ok("image/gif"));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20";
        assert_eq!(mime(jpeg).as_deref(), Ok("image/jpeg"));
        assert_eq!(measure(jpeg), Some(("image/jpeg", (32, 16))));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x01\0\0\x02\0\0";
        assert_eq!(measure(webp), Some(("image/webp", (2, 3))));
    }

    #[test]
    fn a_picture_too_large_or_not_a_picture_is_refused() {
        assert_eq!(photo(png(4096, 4096)).map(|_| ()), Ok(()));
        assert_eq!(photo(png(4097, 1)), Err(Reason::PhotoTooLarge));
        assert_eq!(photo(png(0, 1)), Err(Reason::UnreadablePhoto));
        assert_eq!(photo(b"<svg/>".to_vec()), Err(Reason::UnreadablePhoto));
        assert_eq!(photo(b"\xff\xd8\xff".to_vec()), Err(Reason::UnreadablePhoto));
    }
}
