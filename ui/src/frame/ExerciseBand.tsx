const WORDS = "EXERCISE   EXERCISE   EXERCISE   NOT A REAL INCIDENT   ";

/** The hatched band above and below everything in a drill. A screen reader hears EXERCISE first in the bar and in the window title. */
export function ExerciseBand({ edge }: { edge: "top" | "bottom" }) {
  return (
    <div className={`exercise-band exercise-${edge}`} aria-hidden="true">
      <span className="exercise-words">{WORDS.repeat(6)}</span>
    </div>
  );
}
