import { type FormEvent, useState } from "react";
import type { MappingView } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useFaults } from "../../../state/faults";
import { useAct } from "../../../state/session";

/** Keeps the mapping under a name: every file with this header is read by it from then on. */
export function KeepProfile({
  mapping,
  onChange,
  onKept,
}: {
  mapping: MappingView;
  onChange: (mapping: MappingView) => void;
  onKept: () => Promise<void>;
}) {
  const { busy, error, run } = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const { say, toFix, maySend } = useFaults({
    name: mapping.name.trim() === "" ? "Name it as the ward calls the list." : null,
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    setSaid(null);
    if (!maySend(event)) return;
    const kept = { ...mapping, name: mapping.name.trim() };
    if (!(await run("mapping_save", kept))) return;
    setSaid(`Kept as ${kept.name}. Every file with this header is read by it: press Only try, or Read and use it.`);
    await onKept();
  };
  return (
    <form className="stack stack-8" aria-label="Keep these columns" onSubmit={send} noValidate>
      <Field
        label="Name of this list"
        aside="(AMU bed board, night list)"
        value={mapping.name}
        onChange={(name) => onChange({ ...mapping, name })}
        fault={say("name")}
      />
      {error && <ErrorBox what={error.what} kept="Not kept yet; your choices are." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Keep these columns
        </Button>
        {toFix && <span className="late semi">{toFix}</span>}
      </div>
      {said && (
        <p className="file-made" role="status">
          {said}
        </p>
      )}
    </form>
  );
}
