//! Photos made small: a face is shown at most 72 logical pixels wide, and the file that keeps it is backed up often.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use gtk::gdk_pixbuf::{InterpType, Pixbuf};
use gtk::{gio, glib};
use nod_core::error::{Error, Result};
use nod_core::limits;

/// The longer side of a photo that is kept, in pixels: enough for a large face on a dense screen.
const SIDE: i32 = 384;

/// A file, no more of it than one byte over the limit, which the core then refuses.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits::PHOTO as u64 + 1).read_to_end(&mut bytes))
        .map_err(|source| Error::File { path: path.to_owned(), source })?;
    Ok(bytes)
}

/// The picture upright and small; nothing when the desktop cannot read it.
pub fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let stream = gio::MemoryInputStream::from_bytes(&glib::Bytes::from(bytes));
    let picture = Pixbuf::from_stream(&stream, gio::Cancellable::NONE).ok()?;
    let picture = picture.apply_embedded_orientation()?;
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    let picture = if longer > SIDE {
        let scaled = |side: i32| (i64::from(side) * i64::from(SIDE) / i64::from(longer)).max(1);
        let (width, height) = (i32::try_from(scaled(width)).ok()?, i32::try_from(scaled(height)).ok()?);
        picture.scale_simple(width, height, InterpType::Bilinear)?
    } else {
        picture
    };
    let kept = if picture.has_alpha() {
        picture.save_to_bufferv("png", &[])
    } else {
        picture.save_to_bufferv("jpeg", &[("quality", "88")])
    };
    kept.ok()
}

#[cfg(test)]
mod tests {
    use gtk::gdk_pixbuf::Colorspace;

    use super::*;

    fn picture(alpha: bool, width: i32, height: i32) -> Vec<u8> {
        let picture = Pixbuf::new(Colorspace::Rgb, alpha, 8, width, height).unwrap();
        picture.fill(0x3366_99ff);
        picture.save_to_bufferv("png", &[]).unwrap()
    }

    fn size(bytes: &[u8]) -> (i32, i32) {
        let stream = gio::MemoryInputStream::from_bytes(&glib::Bytes::from(bytes));
        let picture = Pixbuf::from_stream(&stream, gio::Cancellable::NONE).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_shape() {
        let small = small(&picture(false, 1600, 800)).unwrap();
        assert_eq!(size(&small), (384, 192));
        assert!(small.starts_with(b"\xff\xd8\xff"), "a JPEG");
        assert!(nod_core::nod::Nod::photo_check(small).is_ok());
    }

    #[test]
    fn what_shows_through_is_kept_and_a_small_picture_is_not_made_larger() {
        let kept = small(&picture(true, 40, 60)).unwrap();
        assert_eq!(size(&kept), (40, 60));
        assert!(kept.starts_with(b"\x89PNG"));
        assert_eq!(small(b"no picture"), None);
    }
}
