import { ChevronDown, ChevronRight, Printer } from "lucide-react";
import { useState } from "react";
import type { BriefView, ReportWritten, RoleRow } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useAct } from "../../state/session";

/** The hand-over brief of a role, made from the log: read here, and printed with a checkpoint. */
export function HandoverBrief({ row }: { row: RoleRow }) {
  const { busy, error, run } = useAct();
  const [brief, setBrief] = useState<BriefView | null>(null);
  const [made, setMade] = useState<ReportWritten | null>(null);
  const read = async () => {
    if (brief) setBrief(null);
    else setBrief(await run("role_brief", { role: row.id }));
  };
  const print = async () => setMade(await run("role_brief_write", { role: row.id, to: "", paper: "" }));
  return (
    <section className="stack-8">
      <h3>Hand-over brief</h3>
      <p className="second">
        Made from the log: the state, P1 and P2 by ward, open decisions and tasks, what is due, who was told what.
      </p>
      <div className="row">
        <Button
          icon={brief ? ChevronDown : ChevronRight}
          isDisabled={busy}
          aria-expanded={brief !== null}
          onPress={() => void read()}
        >
          {brief ? "Shut the brief" : "Read the brief"}
        </Button>
        <Button icon={Printer} isDisabled={busy} onPress={() => void print()}>
          Print the brief
        </Button>
      </div>
      {made && (
        <p role="status" className="second">
          Made: {made.file}. Its checkpoint: {made.words.join(" ")}. A PDF is not encrypted: print it, then remove it.
        </p>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
      {brief && (
        <dl className="role-facts brief-parts">
          {brief.parts.map((part) => (
            <div key={part.word}>
              <dt>{part.word}</dt>
              <dd>
                {part.lines.length === 0 ? (
                  "None in the log"
                ) : (
                  <ul>
                    {part.lines.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
