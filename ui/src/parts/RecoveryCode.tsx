import { Mail } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useAct } from "../state/session";
import { codeGroups, groupsMatch } from "../words/secrets";
import { ErrorBox, Notice } from "./Boxes";
import { Button } from "./Button";
import { Field } from "./Field";
import "./recovery.css";

/** Words or groups in a frame, each with its number, as large as a hand would write them. */
export function Groups({ label, groups }: { label: string; groups: readonly string[] }) {
  return (
    <ol className="recovery-code" aria-label={label}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal; their place is what tells them apart
        <li key={`${index + 1} ${group}`} className="recovery-group">
          <span className="second">{index + 1}</span>
          {group}
        </li>
      ))}
    </ol>
  );
}

/** Keys that lead to another screen do nothing while a code stands here that is shown once. Lock still locks. */
function useNoLeaving() {
  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.ctrlKey && /^[1-9kped]$/i.test(event.key)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener("keydown", stop, true);
    return () => window.removeEventListener("keydown", stop, true);
  }, []);
}

/** A recovery code that is shown once: on paper first, and two groups typed back to show that it is there. */
export function RecoveryCodeForm({ code, done, onSealed }: { code: string; done: string; onSealed: () => void }) {
  const groups = codeGroups(code);
  const ask = [Math.min(2, groups.length - 1), groups.length - 1] as const;
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const both = groupsMatch(first, groups[ask[0]]) && groupsMatch(second, groups[ask[1]]);
  useNoLeaving();
  const seal = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (both) onSealed();
  };
  return (
    <form className="stack recovery-form" aria-label="Recovery code on paper" onSubmit={seal}>
      <Groups label="Recovery code" groups={groups} />
      <EnvelopeSheet code={code} />
      <div className="row row-16">
        <Field label={`Type group ${ask[0] + 1}`} value={first} onChange={setFirst} autoComplete="off" />
        <Field label={`Type group ${ask[1] + 1}`} value={second} onChange={setSecond} autoComplete="off" />
      </div>
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={!both}>
          {done}
        </Button>
        {!both && <span className="second">The button opens when both groups match.</span>}
      </div>
    </form>
  );
}

/** By hand, or as a PDF that must not stay: the file is as good as the envelope, without the envelope. */
function EnvelopeSheet({ code }: { code: string }) {
  const { busy, error, run } = useAct();
  const [file, setFile] = useState("");
  const write = async () => {
    const written = await run("recovery_sheet", { recovery_code: code });
    if (written) setFile(written.file);
  };
  return (
    <>
      {file === "" ? (
        <Notice>
          <strong>Write it by hand, or write the sheet and print it.</strong> Put it in a sealed envelope where the
          hospital keeps its keys, not with this computer.
        </Notice>
      ) : (
        <Notice>
          <p role="status">
            <strong>Print it, seal it, delete the file.</strong> Whoever reads this file can open the home:
          </p>
          <p className="recovery-file">{file}</p>
        </Notice>
      )}
      {error && <ErrorBox what={error.what} kept="The code above still counts: write it by hand." next={error.next} />}
      <div className="row">
        <Button icon={Mail} isDisabled={busy} onPress={() => void write()}>
          {file === "" ? "Write the sheet for the envelope" : "Write the sheet again"}
        </Button>
      </div>
    </>
  );
}
