"""Draws a list of marks with ReportLab, typst, WeasyPrint or Chromium, a file a ward; prints
`cpu_seconds wall_seconds peak_MiB bytes pages`. ward_pack/listing.rs says how the list is written.

Usage: peers.py reportlab-naive|reportlab-forms|typst|weasyprint|chromium LIST FONTS FOLDER. Reading the list, making the
source that an engine reads (JSON, HTML) and importing the module are not counted. ReportLab draws text unshaped, the
others shape it. Chromium is $BATTLEBAG_CHROMIUM, else chromium on the PATH; all of its processes are counted, and its
peak is that of the biggest one.
"""

import ctypes
import glob
import html
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

MM = 72.0 / 25.4
LIVE_W, LIVE_H, LEFT, TOP = 180, 259, 15, 19


def numbers(fields):
    return [float(f) for f in fields]


def points(fields):
    return [tuple(numbers(f.split(","))) for f in fields]


def mark(kind, f):
    """A mark with its numbers read, so that this is not counted."""
    if kind == "text":
        return kind, numbers(f[:3]), f[3], float(f[4]), numbers(f[5:8]), f[8]
    if kind == "shape":
        fill = None if f[0] == "-" else numbers(f[0].split(","))
        return kind, fill, None if f[1] == "-" else float(f[1]), points(f[2:])
    if kind == "bars":
        return kind, numbers(f[:3]), points(f[3:])
    return kind, numbers(f)


def wards(path):
    """Files one by one: the forms that pages share, and pages as (form, own marks)."""
    forms, pages, into = [], [], None
    for line in open(path, encoding="utf-8"):
        kind, *fields = line.rstrip("\n").split("\t")
        if kind == "file":
            if pages:
                yield forms, pages
            forms, pages = [], []
        elif kind == "form":
            forms.append(into := [])
        elif kind == "page":
            pages.append((int(fields[0]), into := []))
        else:
            into.append(mark(kind, fields))
    yield forms, pages


class ReportLab:
    """The low-level canvas: pages drawn whole, or over forms."""

    def __init__(self, fonts, shares):
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        self.canvas_of, self.shares = Canvas, shares
        self.font_of = lambda name: pdfmetrics.registerFont(TTFont(name, os.path.join(fonts, name + ".ttf")))
        self.known = set()

    def prepare(self, forms, pages, at):
        return forms, pages

    def make(self, ward, out):
        forms, pages = ward
        canvas = self.canvas_of(out, pagesize=(210 * MM, 297 * MM), pageCompression=1)
        if self.shares:
            for i, marks in enumerate(forms):
                canvas.beginForm(f"T{i}", -3, -3, LIVE_W * MM + 3, LIVE_H * MM + 3)
                self.draw(canvas, marks)
                canvas.endForm()
        for form, own in pages:
            canvas.translate(LEFT * MM, TOP * MM)
            if self.shares:
                canvas.doForm(f"T{form}")
            else:
                self.draw(canvas, forms[form])
            self.draw(canvas, own)
            canvas.showPage()
        canvas.save()

    def draw(self, canvas, marks):
        for m in marks:
            getattr(self, m[0])(canvas, *m[1:])

    def text(self, canvas, at, face, turn, ink, words):
        if face not in self.known:
            self.known.add(face)
            self.font_of(face)
        x, y, size = at
        canvas.setFont(face, size)
        canvas.setFillColorRGB(*ink)
        if turn:
            canvas.saveState()
            canvas.translate(x * MM, (LIVE_H - y) * MM)
            canvas.rotate(turn)
            canvas.drawString(0, 0, words)
            canvas.restoreState()
        else:
            canvas.drawString(x * MM, (LIVE_H - y) * MM, words)

    def fill(self, canvas, n):
        canvas.setFillColorRGB(*n[4:7])
        canvas.rect(n[0] * MM, (LIVE_H - n[1] - n[3]) * MM, n[2] * MM, n[3] * MM, stroke=0, fill=1)

    def frame(self, canvas, n):
        canvas.setLineWidth(n[4])
        canvas.rect(n[0] * MM, (LIVE_H - n[1] - n[3]) * MM, n[2] * MM, n[3] * MM)

    def line(self, canvas, n):
        canvas.setLineWidth(n[4])
        canvas.setDash(*([[MM, 0.8 * MM]] if n[5] else []))
        canvas.line(n[0] * MM, (LIVE_H - n[1]) * MM, n[2] * MM, (LIVE_H - n[3]) * MM)
        if n[5]:
            canvas.setDash()

    def circle(self, canvas, n):
        canvas.setLineWidth(n[3])
        if n[4]:
            canvas.setDash([MM, 0.8 * MM])
        canvas.circle(n[0] * MM, (LIVE_H - n[1]) * MM, n[2] * MM)
        if n[4]:
            canvas.setDash()

    def shape(self, canvas, ink, rule, corners):
        if ink:
            canvas.setFillColorRGB(*ink)
        if rule:
            canvas.setLineWidth(rule)
        path = canvas.beginPath()
        for i, (x, y) in enumerate(corners):
            (path.lineTo if i else path.moveTo)(x * MM, (LIVE_H - y) * MM)
        path.close()
        canvas.drawPath(path, stroke=int(rule is not None), fill=int(ink is not None))

    def bars(self, canvas, at, cells):
        x, y, side = at
        canvas.setFillColorRGB(0, 0, 0)
        path = canvas.beginPath()
        for c, r, n in cells:
            path.rect((x + c * side) * MM, (LIVE_H - y - (r + 1) * side) * MM, n * side * MM, side * MM)
        canvas.drawPath(path, stroke=0, fill=1)


class Typst:
    """Every mark placed, shared forms made once as a value; the list travels as data, and one compiler keeps its faces
    from file to file."""

    def __init__(self, fonts):
        import typst

        self.folder = tempfile.TemporaryDirectory()
        with open(os.path.join(self.folder.name, "main.typ"), "w", encoding="utf-8") as out:
            out.write(TYPST)
        self.compiler_of = lambda: typst.Compiler(
            os.path.join(self.folder.name, "main.typ"), font_paths=[fonts], ignore_system_fonts=True
        )
        self.compiler = None

    def prepare(self, forms, pages, at):
        name = f"list-{at}.json"
        with open(os.path.join(self.folder.name, name), "w", encoding="utf-8") as out:
            json.dump({"forms": forms, "pages": pages}, out)
        return name

    def make(self, name, out):
        self.compiler = self.compiler or self.compiler_of()
        self.compiler.compile(output=out, sys_inputs={"list": name}, pdf_tags=False)


class WeasyPrint:
    """Every page one inline SVG."""

    def __init__(self, fonts):
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        self.html_of, self.css_of, self.fonts_of = HTML, CSS, FontConfiguration
        self.fonts = fonts

    def prepare(self, forms, pages, at):
        return "".join(svg(forms[form] + own) for form, own in pages)

    def make(self, body, out):
        configuration = self.fonts_of()
        css = self.css_of(string=style(self.fonts), font_config=configuration)
        self.html_of(string=body).write_pdf(out, stylesheets=[css], font_config=configuration)


class Chromium:
    """The same pages printed by a browser without a window, one browser a file."""

    def __init__(self, fonts):
        self.browser = os.environ.get("BATTLEBAG_CHROMIUM", "chromium")
        self.fonts = fonts
        self.folder = tempfile.TemporaryDirectory()
        # Processes that the browser leaves come to us, so that their time is counted (prctl PR_SET_CHILD_SUBREAPER).
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)

    def prepare(self, forms, pages, at):
        body = "".join(svg(forms[form] + own) for form, own in pages)
        name = os.path.join(self.folder.name, f"list-{at}.html")
        with open(name, "w", encoding="utf-8") as out:
            out.write(f'<!doctype html><meta charset="utf-8"><style>{style(self.fonts)}</style>{body}')
        return name

    def make(self, name, out):
        profile = tempfile.mkdtemp(dir=self.folder.name)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"]
        options += [f"--user-data-dir={profile}", "--no-pdf-header-footer", "--disable-pdf-tagging"]
        subprocess.run([self.browser, *options, f"--print-to-pdf={out}", f"file://{name}"], check=True, capture_output=True)
        try:
            while True:
                os.wait()
        except ChildProcessError:
            pass


def style(fonts):
    face = "@font-face {{ font-family: {}; src: url(file://{}) }}"
    faces = [face.format(n, os.path.join(os.path.abspath(fonts), n + ".ttf")) for n in FACES]
    page = f"@page {{ size: 210mm 297mm; margin: {TOP}mm {LEFT}mm }} body {{ margin: 0 }} svg {{ display: block; break-after: page }}"
    return "".join(faces) + page


FACES = ["NotoSans-Regular", "NotoSans-Bold", "NotoSansMath-signs"]


def rgb(ink):
    return "none" if ink is None else "#" + "".join(f"{round(255 * v):02x}" for v in ink)


def stroke(rule, dashed=False):
    if rule is None:
        return ""
    dash = ' stroke-dasharray="1 0.8"' if dashed else ""
    return f' stroke="#000" stroke-width="{rule / MM:.3f}"{dash}'


def svg(marks):
    """The marks of a page in millimetres."""
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LIVE_W}mm" height="{LIVE_H}mm" viewBox="0 0 {LIVE_W} {LIVE_H}">']
    for kind, *m in marks:
        if kind == "text":
            (x, y, size), face, turn, ink, words = m
            turned = f' transform="rotate({-turn} {x:.3f} {y:.3f})"' if turn else ""
            size = f'font-family="{face}" font-size="{size / MM:.3f}"'
            out.append(f'<text x="{x:.3f}" y="{y:.3f}" {size} fill="{rgb(ink)}"{turned}>{html.escape(words)}</text>')
        elif kind == "shape":
            ink, rule, corners = m
            at = " ".join(f"{x:.3f},{y:.3f}" for x, y in corners)
            out.append(f'<polygon points="{at}" fill="{rgb(ink)}"{stroke(rule)}/>')
        elif kind == "bars":
            (x, y, s), cells = m
            path = "".join(f"M{x + c * s:.3f} {y + r * s:.3f}h{n * s:.3f}v{s:.3f}h-{n * s:.3f}z" for c, r, n in cells)
            out.append(f'<path d="{path}"/>')
        else:
            n = m[0]
            rect = '<rect x="{:.3f}" y="{:.3f}" width="{:.3f}" height="{:.3f}"'.format(*n[:4]) if kind in ("fill", "frame") else ""
            if kind == "fill":
                out.append(f'{rect} fill="{rgb(n[4:7])}"/>')
            elif kind == "frame":
                out.append(f'{rect} fill="none"{stroke(n[4])}/>')
            elif kind == "line":
                out.append('<line x1="{:.3f}" y1="{:.3f}" x2="{:.3f}" y2="{:.3f}"'.format(*n[:4]) + f"{stroke(n[4], n[5])}/>")
            elif kind == "circle":
                out.append('<circle cx="{:.3f}" cy="{:.3f}" r="{:.3f}"'.format(*n[:3]) + f' fill="none"{stroke(n[3], n[4])}/>')
    out.append("</svg>")
    return "".join(out)


TYPST = """
#set page(width: 210mm, height: 297mm, margin: (left: 15mm, top: 19mm, right: 0mm, bottom: 0mm))
#set text(font: ("Noto Sans", "Noto Sans Math"), top-edge: "baseline", bottom-edge: "baseline")
#let ink(c) = rgb(c.at(0) * 100%, c.at(1) * 100%, c.at(2) * 100%)
#let rule(w, dashed: 0) = stroke(paint: black, thickness: w * 1pt, dash: if dashed == 1 { (1mm, 0.8mm) } else { none })
#let draw(m) = {
  let k = m.at(0)
  let n = m.at(1)
  if k == "text" {
    let weight = if m.at(2) == "NotoSans-Bold" { "bold" } else { "regular" }
    let words = text(size: n.at(2) * 1pt, weight: weight, fill: ink(m.at(4)), box(m.at(5)))
    if m.at(3) != 0 { words = rotate(-m.at(3) * 1deg, origin: left + bottom, words) }
    place(dx: n.at(0) * 1mm, dy: n.at(1) * 1mm, words)
  } else if k == "fill" {
    place(dx: n.at(0) * 1mm, dy: n.at(1) * 1mm, rect(width: n.at(2) * 1mm, height: n.at(3) * 1mm, fill: ink(n.slice(4))))
  } else if k == "frame" {
    place(dx: n.at(0) * 1mm, dy: n.at(1) * 1mm, rect(width: n.at(2) * 1mm, height: n.at(3) * 1mm, stroke: rule(n.at(4))))
  } else if k == "line" {
    place(line(start: (n.at(0) * 1mm, n.at(1) * 1mm), end: (n.at(2) * 1mm, n.at(3) * 1mm), stroke: rule(n.at(4), dashed: n.at(5))))
  } else if k == "circle" {
    let r = n.at(2)
    place(dx: (n.at(0) - r) * 1mm, dy: (n.at(1) - r) * 1mm, circle(radius: r * 1mm, stroke: rule(n.at(3), dashed: n.at(4))))
  } else if k == "shape" {
    let fill = if n == none { none } else { ink(n) }
    let stroke = if m.at(2) == none { none } else { rule(m.at(2)) }
    place(polygon(fill: fill, stroke: stroke, ..m.at(3).map(c => (c.at(0) * 1mm, c.at(1) * 1mm))))
  } else if k == "bars" {
    let (x, y, s) = n
    place(dx: x * 1mm, dy: y * 1mm, curve(fill: black, ..m.at(2).map(c => {
      let (a, b) = (c.at(0) * s * 1mm, c.at(1) * s * 1mm)
      let (d, e) = (a + c.at(2) * s * 1mm, b + s * 1mm)
      (curve.move((a, b)), curve.line((d, b)), curve.line((d, e)), curve.line((a, e)), curve.close())
    }).flatten()))
  }
}
#let list = json(sys.inputs.list)
#let forms = list.forms.map(f => f.map(draw).join())
#for (i, (form, own)) in list.pages.enumerate() {
  if i > 0 { pagebreak() }
  forms.at(form)
  for m in own { draw(m) }
}
"""

WAYS = {
    "reportlab-naive": lambda fonts: ReportLab(fonts, shares=False),
    "reportlab-forms": lambda fonts: ReportLab(fonts, shares=True),
    "typst": Typst,
    "weasyprint": WeasyPrint,
    "chromium": Chromium,
}


def cpu():
    """CPU seconds of this process and of its children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak(way):
    """Most memory held, MiB: of this process, or of the biggest process of a browser."""
    if isinstance(way, Chromium):
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
    return int(told.split()[1]) / 1024


def main(which, listing, fonts, folder):
    way = WAYS[which](fonts)
    seconds, wall, pages = 0.0, 0.0, 0
    for at, (forms, drawn) in enumerate(wards(listing)):
        ward = way.prepare(forms, drawn, at)
        before, start = cpu(), time.perf_counter()
        way.make(ward, os.path.join(folder, f"ward-{at}.pdf"))
        wall += time.perf_counter() - start
        seconds += cpu() - before
        pages += len(drawn)
    made = sum(os.path.getsize(f) for f in glob.glob(os.path.join(folder, "*.pdf")))
    print(f"{seconds:.6f} {wall:.6f} {peak(way):.0f} {made} {pages}")


if __name__ == "__main__":
    main(*sys.argv[1:5])
