import { FileText } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useFaults } from "../../../state/faults";
import { useAct, useSession } from "../../../state/session";

/** Takes the columns of a list from a file that another laptop saved. */
export function TakeProfile({ onTaken }: { onTaken: () => void }) {
  const { status } = useSession();
  const { busy, error, run } = useAct();
  const [isOpen, setOpen] = useState(false);
  const [path, setPath] = useState("");
  const { say, toFix, maySend } = useFaults({
    path: path.trim() === "" ? "Say which file." : null,
  });
  const choose = async () => {
    const chosen = await run("choose_files", { kind: "census_files" });
    const first = chosen?.paths[0];
    if (first) setPath(first);
  };
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    if (!(await run("mapping_import", { name: "", path: path.trim() }))) return;
    setPath("");
    setOpen(false);
    onTaken();
  };
  if (!isOpen) {
    return (
      <div className="row">
        <Button onPress={() => setOpen(true)}>Take one from a file</Button>
      </div>
    );
  }
  return (
    <form className="stack stack-8" aria-label="Take the columns of a list from a file" onSubmit={send} noValidate>
      <Field
        label="File that another laptop saved"
        value={path}
        onChange={setPath}
        fault={say("path")}
        hint="For example /media/usb/AMU night board columns.json. It holds names of columns, nobody's record."
      />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        {status?.can_choose_files && (
          <Button icon={FileText} onPress={() => void choose()}>
            Choose the file
          </Button>
        )}
        <Button kind="primary" type="submit" isDisabled={busy}>
          Take it
        </Button>
        <Button onPress={() => setOpen(false)}>Back</Button>
        {toFix && <span className="late semi">{toFix}</span>}
      </div>
    </form>
  );
}
