const WORDS = "EXERCISE   EXERCISE   EXERCISE   NOT A REAL INCIDENT   ";

/** The hatched band above and below everything in a drill. Read once by a screen reader, at the top. */
export function ExerciseBand({ edge }: { edge: "top" | "bottom" }) {
  return (
    <div className={`exercise-band exercise-${edge}`}>
      {edge === "top" && <span className="visually-hidden">Exercise. Not a real incident.</span>}
      <span aria-hidden="true" className="exercise-words">
        {WORDS.repeat(6)}
      </span>
    </div>
  );
}
