import { FileText, FolderOpen, Table } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { FileFault, RegisterChanged, RegisterView } from "../../../host";
import { Card, Empty, ErrorBox, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field, Tick } from "../../../parts/Field";
import { useDraft } from "../../../state/drafts";
import { useAct, useSession } from "../../../state/session";
import { count } from "../../../words/format";
import { plainly } from "./instance";

/** The register from a table and to a table: checked line by line, shown, and only then taken into use. */
export function RegisterFiles({ register, onClose }: { register: RegisterView; onClose: () => void }) {
  return (
    <Card title="From a file, to a file" className="register-form">
      <div className="stack">
        <TakeIn />
        <WriteOut isEmpty={register.instances.length === 0} />
        <Codes register={register} />
        <div className="row">
          <Button onPress={onClose}>Close</Button>
        </div>
      </div>
    </Card>
  );
}

function TakeIn() {
  const { status } = useSession();
  const choosing = useAct();
  const { busy, error, clear, run } = useAct();
  const path = useDraft("register.path");
  const [isNewWard, setNewWard] = useState(false);
  const [tried, setTried] = useState(false);
  const [found, setFound] = useState<RegisterChanged | null>(null);
  const file = path.text.trim();
  const fault = tried && file === "" ? "Choose a file, or type where it is." : null;
  const isWrong = found?.faults.some((each) => each.error) ?? false;
  const isOther = found !== null && found.added.length + found.changed.length + found.removed.length > 0;

  const set = (next: string) => {
    path.set(next);
    setFound(null);
    clear();
  };
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind: "register_file" });
    if (chosen?.paths[0]) set(chosen.paths[0]);
  };
  const read = async (dryRun: boolean) => {
    setTried(true);
    if (file === "") return;
    const answer = await run("register_import", { path: file, new_wards: isNewWard, dry_run: dryRun });
    setFound(answer);
    if (answer?.taken) {
      await path.saved();
      setTried(false);
    }
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    void read(true);
  };

  return (
    <form className="stack" aria-label="Take in a file" onSubmit={check} noValidate>
      <div className="row register-path">
        <Field
          className="grow"
          label="File"
          value={path.text}
          onChange={set}
          fault={fault}
          hint="A table (.csv) or .toml, for example /media/usb/systems.csv. What is in it replaces the whole register."
        />
        {status?.can_choose_files && (
          <Button icon={FolderOpen} onPress={() => void choose()}>
            Choose
          </Button>
        )}
      </div>
      <Tick
        isSelected={isNewWard}
        onChange={(on) => {
          setNewWard(on);
          setFound(null);
        }}
      >
        Wards that the census does not have are right: new, or empty now
      </Tick>
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      {error && <ErrorBox what={error.what} kept="The register is as it was." next={error.next} />}
      {found && <FoundInFile found={found} isWrong={isWrong} />}
      <div className="row">
        <Button
          kind={found && !isWrong && isOther && !found.taken ? "secondary" : "primary"}
          type="submit"
          isDisabled={busy}
        >
          Check the file
        </Button>
        {found && !isWrong && isOther && !found.taken && (
          <Button kind="primary" isDisabled={busy} onPress={() => void read(false)}>
            Take it into use
          </Button>
        )}
      </div>
    </form>
  );
}

/** What a file would change, or what is to be mended in it. */
function FoundInFile({ found, isWrong }: { found: RegisterChanged; isWrong: boolean }) {
  const groups: readonly [string, readonly string[]][] = [
    ["Added", found.added],
    ["Changed", found.changed],
    ["Taken out", found.removed],
  ];
  return (
    <section className="stack stack-8 register-found" aria-label="What the file says" role="status">
      <p className="strong">{found.said}</p>
      {found.faults.length > 0 && <Faults faults={found.faults} isWrong={isWrong} />}
      {groups
        .filter(([, ids]) => ids.length > 0)
        .map(([title, ids]) => (
          <p key={title}>
            <span className="semi">{title}:</span> {ids.join(", ")}
          </p>
        ))}
      {found.removed.length > 0 && (
        <Notice tone="plain">
          What was said of a system that is taken out is not lost: it counts for all of its kind until somebody speaks
          of them.
        </Notice>
      )}
    </section>
  );
}

/** Most lines of faults drawn: a wrong column has one on each line. */
const MOST_FAULTS = 60;

function Faults({ faults, isWrong }: { faults: readonly FileFault[]; isWrong: boolean }) {
  const more = faults.length - MOST_FAULTS;
  return (
    <>
      <table className="rows-table register-faults">
        <caption className="visually-hidden">{isWrong ? "To mend in the file" : "To look at in the file"}</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Column</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, MOST_FAULTS).map((fault) => (
            <tr key={`${fault.line} ${fault.field} ${fault.what}`}>
              <td>{fault.line === 0 ? "all" : fault.line}</td>
              <td>{fault.field === "" ? "the line" : fault.field}</td>
              <td>
                {!fault.error && <span className="semi">To look at: </span>}
                {plainly(fault.what)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="second">and {more} more. Mend these first.</p>}
    </>
  );
}

function WriteOut({ isEmpty }: { isEmpty: boolean }) {
  const { busy, error, run } = useAct();
  const [made, setMade] = useState("");
  const write = async (what: "register_export" | "register_template") => {
    const file = await run(what, { path: "" });
    if (file) setMade(file.file);
  };
  return (
    <div className="stack stack-8">
      <div className="row">
        {!isEmpty && (
          <Button icon={FileText} isDisabled={busy} onPress={() => void write("register_export")}>
            Write the register to a table
          </Button>
        )}
        <Button icon={Table} isDisabled={busy} onPress={() => void write("register_template")}>
          Make an empty table
        </Button>
      </div>
      {made !== "" && (
        <p role="status" className="second register-made">
          Made: {made}
        </p>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}

/** The codes that the table's column "class" takes. */
function Codes({ register }: { register: RegisterView }) {
  const [open, setOpen] = useState(false);
  const kinds = [...register.classes].sort((one, other) => one.name.localeCompare(other.name));
  return (
    <div>
      <Button aria-expanded={open} onPress={() => setOpen((on) => !on)}>
        {open ? "Hide the codes" : "Codes of the kinds"}
      </Button>
      {open && kinds.length === 0 && <Empty title="The bag names no kinds" />}
      {open && kinds.length > 0 && (
        <div className="register-codes">
          <table className="rows-table">
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">{count(kinds.length, "kind")}</th>
                <th scope="col">A patient needs</th>
              </tr>
            </thead>
            <tbody>
              {kinds.map((kind) => (
                <tr key={kind.code}>
                  <td className="semi">{kind.code}</td>
                  <td>{kind.name}</td>
                  <td>{kind.bond === "shared" ? "any one that works" : "the one they hang on"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
