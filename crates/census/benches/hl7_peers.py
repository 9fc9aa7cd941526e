#!/usr/bin/env python3
"""Messages a second that python-hl7 and hl7apy take apart. Prints "name<TAB>messages a second".
Usage: hl7_peers.py FILE...   Needs: pip install hl7==0.4.5 hl7apy==1.3.5
"""
import re
import sys
import time


def messages(data):
    if data[:2] == b"\xff\xfe":
        text = data[2:].decode("utf-16-le")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    found = []
    for line in re.split(r"[\r\n\x0b\x1c]+", text):
        line = line.strip(" \t\ufeff")
        if line[:3].upper() == "MSH":
            found.append([line])
        elif found and line and line[:3] not in ("FHS", "BHS", "BTS", "FTS"):
            found[-1].append(line)
    return ["\r".join(m) + "\r" for m in found]


def rate(parse, texts, seconds=4.0):
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for text in texts:
            try:
                parse(text)
            except Exception:  # a refusal also takes its time
                pass
            done += 1
            if time.perf_counter() - start >= seconds:
                break
    return done / (time.perf_counter() - start)


def main():
    texts = [m for path in sys.argv[1:] for m in messages(open(path, "rb").read())]
    import hl7

    print(f"python-hl7\t{rate(hl7.parse, texts):.0f}")
    from hl7apy.consts import VALIDATION_LEVEL
    from hl7apy.parser import parse_message

    print(f"hl7apy\t{rate(lambda t: parse_message(t, validation_level=VALIDATION_LEVEL.TOLERANT), texts):.0f}")


if __name__ == "__main__":
    main()
