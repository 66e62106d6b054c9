//! Notes: Markdown as harmless HTML.
//!
//! Raw HTML in a note is shown as the text it is. What the renderer makes is cleaned once more against a short list, so
//! that a fault in one of the two is no hole: no script, no style, no picture, nothing that is fetched. Links keep their
//! address for the eye and for whoever copies it; the window decides whether one is opened.

use std::collections::{HashMap, HashSet};

use comrak::{Options, markdown_to_html};

/// Elements that stay; all else is dropped, its text kept.
const ELEMENTS: [&str; 26] = [
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "bdi",
];

/// Most nested brackets, quotes and lists a note may have before it is shown as it was typed: cost grows with depth.
const DEEPEST: usize = 64;

/// The HTML of a note. Every link has `rel="noopener noreferrer nofollow"` and no address but `https:`, `http:`,
/// `mailto:` or `tel:`. Pictures are left out, their words kept.
#[must_use]
pub fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    // Raw HTML is text, and dangerous addresses are empty.
    options.render.escape = true;
    options.render.r#unsafe = false;
    // A line break is one: notes are typed, not typeset.
    options.render.hardbreaks = true;
    let made = if is_deep(markdown) {
        format!("<pre>{}</pre>", ammonia::clean_text(markdown))
    } else {
        markdown_to_html(markdown, &options)
    };
    clean(&made)
}

fn clean(html: &str) -> String {
    ammonia::Builder::empty()
        .tags(ELEMENTS.into())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

/// True when some line opens more than [`DEEPEST`] things.
fn is_deep(markdown: &str) -> bool {
    markdown.lines().any(|line| {
        let opens = line.chars().filter(|c| matches!(c, '[' | '>')).count();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        opens > DEEPEST || indent > 4 * DEEPEST
    })
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(html("**Hi** _you_\nthere"), "<p><strong>Hi</strong> <em>you</em><br>\nthere</p>\n");
        assert!(html("- a\n- b").contains("<li>a</li>"));
        assert!(html("|a|\n|-|\n|b|").contains("<td>b</td>"));
    }

    #[test]
    fn links_are_harmless_and_pictures_are_words() {
        let link = html("[site](https://x.example)");
        assert!(link.contains(r#"href="https://x.example""#) && link.contains("noopener"), "{link}");
        for hostile in [
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "[x](//evil.example/a)",
            "[x](file:///etc/passwd)",
            "<javascript:alert(1)>",
        ] {
            assert!(!html(hostile).contains("href"), "{hostile}: {}", html(hostile));
        }
        let picture = html("![cat](https://evil.example/c.png)");
        assert!(!picture.contains("<img"), "{picture}");
    }

    #[test]
    fn html_in_a_note_is_text() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<style>*{display:none}</style>",
            "<iframe src='https://evil.example'></iframe>",
            "</p><p onclick=alert(1)>",
            "<a href=\"https://x\" onmouseover=\"alert(1)\">x</a>",
        ] {
            let shown = html(hostile);
            for tag in
                ["<script", "<img", "<svg", "<style", "<iframe", "<p onclick", "<a href=\"https://x\" on"]
            {
                assert!(!shown.contains(tag), "{hostile}: {shown}");
            }
        }
    }

    #[test]
    fn a_note_made_to_be_deep_comes_out_all_the_same() {
        let nested: String = (0..200).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
        let quoted: String = (0..1_000).map(|n| format!("{} x\n", ">".repeat(n % 60))).collect();
        for hostile in [
            "[".repeat(60_000),
            "*a _b ".repeat(10_000),
            "`".repeat(60_000),
            ">".repeat(60_000),
            "![a](<b".repeat(9_000),
            "|a".repeat(30_000),
            nested,
            quoted,
        ] {
            assert!(html(&hostile).len() < 4_000_000);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 64, failure_persistence: None, ..Default::default() })]
        #[test]
        fn no_note_gives_an_element_or_attribute_that_is_not_on_the_list(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "<", ">", "\"", "'", "`", "[", "]", "(", ")", "!", "*", "_", "\n", "\n\n", "|", "-", "javascript:", "script",
                "img src=x", " onerror=", "https://x", "&lt;", "\u{202e}", "\u{0}", "<!--", "-->", "<![CDATA[", "x", "    ",
            ]), 0..24),
        ) {
            let shown = html(&parts.concat());
            for (at, _) in shown.match_indices('<') {
                let tag = shown[at + 1..].trim_start_matches('/');
                let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
                proptest::prop_assert!(super::ELEMENTS.contains(&name.as_str()), "{shown}");
                let inside = tag.split('>').next().unwrap_or_default();
                proptest::prop_assert!(!inside.contains(" on") && !inside.contains("style="), "{shown}");
            }
        }
    }
}
