import { useEffect, useRef, useState } from "react";
import { Button } from "../parts/Button";

/** Minutes without a key or a press until the home locks. */
const IDLE_MIN = 15;
/** Seconds of warning before it does (WCAG 2.2.1). */
const WARN_S = 60;

/** Locks an idle station. Warns a minute before, in the frame; any key or press stays signed in. Drafts are kept. */
export function AutoLock({ onLock }: { onLock: () => void }) {
  const last = useRef(Date.now());
  const [left, setLeft] = useState<number | null>(null);
  const lock = useRef(onLock);
  lock.current = onLock;

  useEffect(() => {
    const touch = () => {
      last.current = Date.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const seconds = Math.ceil((last.current + IDLE_MIN * 60_000 - Date.now()) / 1000);
      if (seconds <= 0) lock.current();
      else setLeft(seconds <= WARN_S ? seconds : null);
    }, 1000);
    for (const event of ["keydown", "pointerdown", "pointermove", "wheel"]) window.addEventListener(event, touch);
    return () => {
      clearInterval(timer);
      for (const event of ["keydown", "pointerdown", "pointermove", "wheel"]) window.removeEventListener(event, touch);
    };
  }, []);

  if (left === null) return null;
  return (
    <div className="auto-lock" role="alertdialog" aria-label="Locks soon">
      <p>
        <strong>Locks in {WARN_S} s or less.</strong> Nobody has touched this station. What you typed is kept.
      </p>
      <Button kind="primary" onPress={() => setLeft(null)}>
        Stay signed in
      </Button>
    </div>
  );
}
