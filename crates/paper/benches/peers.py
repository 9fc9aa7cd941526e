"""Draws a display list with ReportLab, typst or WeasyPrint; prints CPU seconds (the module's import left out), the most
memory held in MiB, and the bytes of the file.

Usage: peers.py reportlab|typst|weasyprint LIST FONTS. Text is drawn unshaped by ReportLab, shaped by the others.
"""

import html
import os
import resource
import sys
import tempfile
import time

MM = 72.0 / 25.4


def read(path):
    """Pages of marks, each a list of fields."""
    pages = []
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if fields == ["page"]:
            pages.append([])
        else:
            pages[-1].append(fields)
    return pages


def reportlab(pages, fonts):
    """Every page drawn whole with the low-level canvas."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    start = time.process_time()
    pdfmetrics.registerFont(TTFont("r", os.path.join(fonts, "NotoSans-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("b", os.path.join(fonts, "NotoSans-Bold.ttf")))
    out = os.path.join(tempfile.mkdtemp(), "out.pdf")
    canvas = Canvas(out, pagesize=(210 * MM, 297 * MM), pageCompression=1)
    for page in pages:
        canvas.translate(15 * MM, 19 * MM)
        for kind, *f in page:
            if kind == "text":
                canvas.setFont("b" if f[3] == "1" else "r", float(f[2]))
                canvas.setFillGray(1.0 if f[4] == "1" else 0.0)
                canvas.drawString(float(f[0]) * MM, (259 - float(f[1])) * MM, f[5])
                continue
            n = [float(v) for v in f]
            if kind == "fill":
                canvas.setFillColorRGB(*n[4:7])
                canvas.rect(n[0] * MM, (259 - n[1] - n[3]) * MM, n[2] * MM, n[3] * MM, stroke=0, fill=1)
            elif kind == "frame":
                canvas.setLineWidth(n[4])
                canvas.rect(n[0] * MM, (259 - n[1] - n[3]) * MM, n[2] * MM, n[3] * MM)
            elif kind == "line":
                canvas.setLineWidth(n[4])
                canvas.line(n[0] * MM, (259 - n[1]) * MM, n[2] * MM, (259 - n[3]) * MM)
        canvas.showPage()
    canvas.save()
    return time.process_time() - start, out


def typst(pages, fonts):
    """Every mark placed; the list travels as data, so that the source is compiled once."""
    import json

    import typst as engine

    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "list.json"), "w", encoding="utf-8") as out:
        json.dump([[[k, *(v if k == "text" and i == 5 else float(v) for i, v in enumerate(f))] for k, *f in p] for p in pages], out)
    with open(os.path.join(folder, "main.typ"), "w", encoding="utf-8") as out:
        out.write(SOURCE)
    start = time.process_time()
    made = os.path.join(folder, "out.pdf")
    engine.compile(os.path.join(folder, "main.typ"), output=made, font_paths=[fonts])
    return time.process_time() - start, made


def weasyprint(pages, fonts):
    """Every page one inline SVG."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    out = os.path.join(tempfile.mkdtemp(), "out.pdf")
    start = time.process_time()
    configuration = FontConfiguration()
    face = "@font-face {{ font-family: Noto; font-weight: {}; src: url(file://{}) }}"
    style = [face.format(w, os.path.join(os.path.abspath(fonts), f)) for w, f in WEIGHTS]
    style.append("@page { size: 210mm 297mm; margin: 19mm 15mm } svg { display: block; break-after: page }")
    body = "".join(svg(page) for page in pages)
    css = CSS(string="".join(style), font_config=configuration)
    HTML(string=body).write_pdf(out, stylesheets=[css], font_config=configuration)
    return time.process_time() - start, out


WEIGHTS = [("normal", "NotoSans-Regular.ttf"), ("bold", "NotoSans-Bold.ttf")]


def svg(page):
    """The marks of a page in millimetres."""
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="180mm" height="259mm" viewBox="0 0 180 259">']
    for kind, *f in page:
        if kind == "text":
            weight = "bold" if f[3] == "1" else "normal"
            ink = "white" if f[4] == "1" else "black"
            words = html.escape(f[5])
            size = float(f[2]) / MM
            out.append(f'<text x="{f[0]}" y="{f[1]}" font-family="Noto" font-weight="{weight}" font-size="{size:.3f}" fill="{ink}">{words}</text>')
        elif kind == "fill":
            rgb = ",".join(str(round(255 * float(v))) for v in f[4:7])
            out.append(f'<rect x="{f[0]}" y="{f[1]}" width="{f[2]}" height="{f[3]}" fill="rgb({rgb})"/>')
        elif kind == "frame":
            width = float(f[4]) / MM
            out.append(f'<rect x="{f[0]}" y="{f[1]}" width="{f[2]}" height="{f[3]}" fill="none" stroke="black" stroke-width="{width:.3f}"/>')
        elif kind == "line":
            width = float(f[4]) / MM
            out.append(f'<line x1="{f[0]}" y1="{f[1]}" x2="{f[2]}" y2="{f[3]}" stroke="black" stroke-width="{width:.3f}"/>')
    out.append("</svg>")
    return "".join(out)


SOURCE = """
#set page(width: 210mm, height: 297mm, margin: (left: 15mm, top: 19mm, right: 0mm, bottom: 0mm))
#set text(font: "Noto Sans", top-edge: "baseline", bottom-edge: "baseline")
#for (i, p) in json("list.json").enumerate() {
  if i > 0 { pagebreak() }
  for m in p {
    let k = m.at(0)
    if k == "text" {
      place(dx: m.at(1) * 1mm, dy: m.at(2) * 1mm, text(size: m.at(3) * 1pt, weight: if m.at(4) == 1 { "bold" } else { "regular" }, fill: if m.at(5) == 1 { white } else { black }, box(width: auto, m.at(6))))
    } else if k == "fill" {
      place(dx: m.at(1) * 1mm, dy: m.at(2) * 1mm, rect(width: m.at(3) * 1mm, height: m.at(4) * 1mm, fill: rgb(m.at(5) * 100%, m.at(6) * 100%, m.at(7) * 100%)))
    } else if k == "frame" {
      place(dx: m.at(1) * 1mm, dy: m.at(2) * 1mm, rect(width: m.at(3) * 1mm, height: m.at(4) * 1mm, stroke: m.at(5) * 1pt))
    } else if k == "line" {
      place(line(start: (m.at(1) * 1mm, m.at(2) * 1mm), end: (m.at(3) * 1mm, m.at(4) * 1mm), stroke: m.at(5) * 1pt))
    }
  }
}
"""

if __name__ == "__main__":
    which, listing, faces = sys.argv[1:4]
    ways = {"reportlab": reportlab, "typst": typst, "weasyprint": weasyprint}
    seconds, made = ways[which](read(listing), faces)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.3f} {peak:.0f} {os.path.getsize(made)}")
