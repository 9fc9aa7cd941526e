//! One line of text to positioned glyphs: bidirectional runs, a face for each cluster, shaping.
//!
//! A mark stays with its base: `Adébáyọ̀` typed with combining marks is one run in one face, or the marks would be
//! drawn beside the letters. Nothing here ever yields glyph 0, the empty box: a character no face draws is an error.

use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::faces::{FaceId, Weight, face, face_for};

/// One glyph, in thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Face it is in.
    pub face: FaceId,
    /// Glyph number in that face.
    pub id: u16,
    /// How far the pen moves.
    pub advance: f32,
    /// How far right of the pen it is drawn.
    pub dx: f32,
    /// How far above the line it is drawn.
    pub dy: f32,
    /// The characters it stands for, so that text can be found and copied. Empty for a part of a cluster.
    pub stands_for: String,
}

/// A shaped line, in visual order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shaped {
    /// Glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Width in thousandths of an em.
    pub width: f32,
}

/// Characters that change how others are drawn and have no picture of their own.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}' | '\u{34F}' | '\u{61C}')
}

/// Embedding and override controls could make a name read as another name: they are dropped, as are line controls.
pub(super) fn clean(text: &str) -> String {
    let dropped =
        |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}');
    text.chars()
        .filter(|c| !dropped(c))
        .map(|c| if c.is_control() || c == '\u{A0}' { ' ' } else { c })
        .collect()
}

/// A combining mark: it must be drawn by the face of the letter before it.
fn joins_left(c: char) -> bool {
    let marks = matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' | '\u{3099}' | '\u{309A}');
    marks || invisible(c)
}

/// The face of each character, or the characters that no face draws.
fn choose_faces(text: &str, weight: Weight) -> Result<Vec<(usize, FaceId)>, Vec<char>> {
    let mut chosen: Vec<(usize, FaceId)> = Vec::new();
    let mut missing = Vec::new();
    let default = face_for(' ', weight).unwrap_or(FaceId(0));
    for (at, c) in text.char_indices() {
        let before = chosen.last().map(|(_, f)| *f);
        let stays = |f: FaceId| face(f).is_some_and(|face| face.glyph(c).is_some());
        let id = match before {
            Some(f) if invisible(c) => Some(f),
            None if invisible(c) => Some(default),
            // A space, digit or stop between two words of one script stays in that script's face when it can;
            // a mark always does.
            Some(f) if joins_left(c) && stays(f) => Some(f),
            _ => face_for(c, weight),
        };
        match id {
            Some(f) => {
                if joins_left(c) && before.is_some_and(|b| b != f) {
                    carry_base(&mut chosen, f, text);
                }
                chosen.push((at, f));
            }
            None => missing.push(c),
        }
    }
    if missing.is_empty() {
        Ok(chosen)
    } else {
        Err(missing)
    }
}

/// A mark that its base's face lacks takes the base along to a face that has both, when there is one.
fn carry_base(chosen: &mut [(usize, FaceId)], to: FaceId, text: &str) {
    for (at, id) in chosen.iter_mut().rev() {
        let Some(c) = text.get(*at..).and_then(|t| t.chars().next()) else {
            return;
        };
        if face(to).is_none_or(|f| f.glyph(c).is_none()) {
            return;
        }
        *id = to;
        if !joins_left(c) {
            return;
        }
    }
}

/// Shapes one line. The error holds every character that cannot be printed.
pub fn shape(text: &str, weight: Weight) -> Result<Shaped, Vec<char>> {
    let text = clean(text);
    let faces = choose_faces(&text, weight)?;
    let mut line = Shaped::default();
    let bidi = BidiInfo::new(&text, None);
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let level = levels.get(run.start).copied().unwrap_or_else(Level::ltr);
            shape_level_run(&text, run, level.is_rtl(), &faces, &mut line);
        }
    }
    let holes: Vec<char> = line
        .glyphs
        .iter()
        .filter(|g| g.id == 0)
        .flat_map(|g| {
            g.stands_for
                .chars()
                .chain(g.stands_for.is_empty().then_some('\u{FFFD}'))
        })
        .collect();
    if !holes.is_empty() {
        return Err(holes);
    }
    line.width = line.glyphs.iter().map(|g| g.advance).sum();
    Ok(line)
}

/// One run of one direction: split where the face changes, last piece first when it runs from right to left.
fn shape_level_run(
    text: &str,
    run: std::ops::Range<usize>,
    rtl: bool,
    faces: &[(usize, FaceId)],
    line: &mut Shaped,
) {
    let mut pieces: Vec<(std::ops::Range<usize>, FaceId)> = Vec::new();
    for (at, id) in faces.iter().filter(|(at, _)| run.contains(at)) {
        match pieces.last_mut() {
            Some((range, face)) if face == id => range.end = *at,
            _ => pieces.push((*at..*at, *id)),
        }
    }
    let ends: Vec<usize> = pieces
        .iter()
        .skip(1)
        .map(|(r, _)| r.start)
        .chain([run.end])
        .collect();
    for ((range, _), end) in pieces.iter_mut().zip(ends) {
        range.end = end;
    }
    if rtl {
        pieces.reverse();
    }
    for (range, id) in pieces {
        if let Some(piece) = text.get(range) {
            shape_piece(piece, rtl, id, line);
        }
    }
}

/// One piece in one face and one direction.
fn shape_piece(piece: &str, rtl: bool, id: FaceId, line: &mut Shaped) {
    let Some(face) = face(id) else { return };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(piece);
    buffer.set_direction(if rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    buffer.guess_segment_properties();
    buffer.set_direction(if rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
    let infos = shaped.glyph_infos();
    let mut starts: Vec<usize> = infos.iter().map(|i| i.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let cluster_text = |start: usize| {
        let end = starts.iter().copied().find(|s| *s > start).unwrap_or(piece.len());
        piece.get(start..end).unwrap_or_default()
    };
    let mut last_cluster = None;
    for (info, at) in infos.iter().zip(shaped.glyph_positions()) {
        let id_in_face = u16::try_from(info.glyph_id).unwrap_or(0);
        let cluster = info.cluster as usize;
        let text = cluster_text(cluster);
        let own = text
            .chars()
            .find(|c| face.glyph(*c) == Some(id_in_face))
            .map(String::from);
        let first = last_cluster != Some(cluster);
        last_cluster = Some(cluster);
        line.glyphs.push(Glyph {
            face: id,
            id: id_in_face,
            advance: at.x_advance as f32 * face.unit,
            dx: at.x_offset as f32 * face.unit,
            dy: at.y_offset as f32 * face.unit,
            stands_for: own.unwrap_or_else(|| if first { text.to_string() } else { String::new() }),
        });
    }
}
