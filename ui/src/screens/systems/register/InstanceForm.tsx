import { type FormEvent, useEffect, useRef, useState } from "react";
import type { InstanceFault, RegisterView } from "../../../host";
import { Card, ErrorBox, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field, Pick } from "../../../parts/Field";
import { draftWords, useDraft } from "../../../state/drafts";
import { useAct, useFrame } from "../../../state/session";
import { list } from "../../../words/format";
import {
  bondWords,
  type FieldName,
  faultAt,
  faultsElsewhere,
  idFrom,
  instanceOf,
  isSame,
  kept,
  mayStandOn,
  type Typed,
} from "./instance";
import { ServedWards } from "./ServedWards";
import { StandsOn } from "./StandsOn";
import { TakeOut } from "./TakeOut";

/** Adds a system of the hospital or changes one; what is typed is kept until it is saved or dropped. */
export function InstanceForm({
  register,
  start,
  isNew,
  said,
  onDone,
}: {
  register: RegisterView;
  /** The form before anybody typed. */
  start: Typed;
  /** It is to be added, not changed. */
  isNew: boolean;
  /** What somebody said of the system tonight, in words; empty for nothing. */
  said: string;
  /** With the id that is in the register now, or null when the form is to close. */
  onDone: (id: string | null) => void;
}) {
  const { zone_name: zone } = useFrame();
  const { busy, error, clear, attempt } = useAct();
  const draft = useDraft(`register.${isNew ? "new." : ""}${start.id}`);
  /** What the last try found, under the id that was tried: the id follows the name until the system is in. */
  const [tried, setTried] = useState<{ id: string; faults: readonly InstanceFault[] }>({ id: "", faults: [] });
  const form = useRef<HTMLFormElement>(null);
  // Once the faults are drawn: before that no field knows that it is wrong.
  useEffect(() => {
    if (tried.faults.length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [tried]);
  const typed = kept(draft.text) ?? start;
  const isChanged = !isSame(typed, start);
  const id = typed.id.trim();
  const known = register.wards;
  const kind = register.classes.find((each) => each.code === typed.kind);

  const change = (part: Partial<Typed>) => {
    const named = part.name !== undefined && isNew && (typed.id === "" || typed.id === idFrom(typed.name));
    draft.set(JSON.stringify({ ...typed, ...part, ...(named ? { id: idFrom(part.name ?? "") } : {}) }));
    clear();
  };
  const say = (field: FieldName): string | null => {
    if (tried.faults.length === 0) return null;
    if (field === "class" && typed.kind === "") return "Choose what it is.";
    if (field === "name" && typed.name.trim() === "") return "Write what people call it.";
    if (field === "id" && id === "") return "Give it a short name of its own, such as bga-ed.";
    return faultAt(tried.faults, tried.id, field);
  };
  const toFix = new Set(tried.faults.map((fault) => `${fault.id} ${fault.field}`)).size;
  const elsewhere = faultsElsewhere(tried.faults, tried.id);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const request = { instance: instanceOf(typed), new_wards: typed.isNewWard, only_new: isNew };
    const checked = await attempt("register_check", request);
    if (!checked?.answer) return;
    setTried({ id, faults: checked.answer.faults });
    if (checked.answer.faults.length > 0) return;
    const put = await attempt("register_put", request);
    if (!put?.answer) return;
    await draft.saved();
    onDone(id);
  };
  const drop = async () => {
    await draft.saved();
    onDone(null);
  };

  return (
    <Card title={isNew ? "Add a system" : start.name} className="register-form">
      <form
        ref={form}
        className="stack"
        aria-label={isNew ? "Add a system" : `Change ${start.name}`}
        onSubmit={save}
        noValidate
      >
        <Field
          label="What people call it"
          aside="(maker, model, place)"
          value={typed.name}
          onChange={(name) => change({ name })}
          fault={say("name")}
          hint="Stands in the reason of a patient: at most 60 letters."
        />
        <Field
          label="Short name"
          aside={isNew ? "(its id in lists and files)" : "(its id: the log names it so, it stays)"}
          value={typed.id}
          onChange={(next) => change({ id: next })}
          isDisabled={!isNew}
          fault={say("id")}
        />
        <Kind register={register} value={typed.kind} onChange={(next) => change({ kind: next })} fault={say("class")} />
        {kind && <p className="second register-bond">{bondWords(kind)}</p>}
        <ServedWards typed={typed} onChange={change} known={known} fault={say("serves")} />
        <div className="register-pair">
          <Field label="Owner" aside="(a team)" value={typed.owner} onChange={(owner) => change({ owner })} />
          <Field label="Phone" value={typed.phone} onChange={(phone) => change({ phone })} />
        </div>
        <StandsOn
          typed={typed}
          onChange={change}
          above={mayStandOn(register, typed.kind, id)}
          aboveWords={list(
            (kind?.stands_on ?? []).map((code) => register.classes.find((each) => each.code === code)?.name ?? code),
          )}
          fault={say("stands_on")}
        />
        <Field
          label="Note"
          value={typed.note}
          onChange={(note) => change({ note })}
          lines={2}
          hint={isChanged ? draftWords(draft.state, zone) : undefined}
        />
        {elsewhere.length > 0 && (
          <Notice>
            <strong>Other systems stand on it.</strong> {elsewhere.join(" ")}
          </Notice>
        )}
        {error && <ErrorBox what={error.what} kept="What you typed is kept." next={error.next} />}
        <div className="row register-acts">
          <Button kind="primary" type="submit" isDisabled={busy || (!isNew && !isChanged)}>
            {isNew ? "Add it to the register" : "Save the change"}
          </Button>
          <Button isDisabled={busy} onPress={() => void drop()}>
            {isChanged ? "Drop what is typed" : "Close"}
          </Button>
          {toFix > 0 && <span className="second">{toFix === 1 ? "1 thing to fix" : `${toFix} things to fix`}</span>}
        </div>
      </form>
      {!isNew && (
        <TakeOut
          id={start.id}
          name={start.name}
          kind={kind?.name ?? start.kind}
          said={said}
          onDone={() => onDone(null)}
        />
      )}
    </Card>
  );
}

function Kind({
  register,
  value,
  onChange,
  fault,
}: {
  register: RegisterView;
  value: string;
  onChange: (code: string) => void;
  fault: string | null;
}) {
  const kinds = [...register.classes].sort((one, other) => one.name.localeCompare(other.name));
  return (
    <Pick
      label="What it is"
      value={value === "" ? null : value}
      onChange={onChange}
      placeholder="Choose its kind"
      options={kinds.map((each) => ({ value: each.code, text: each.name, note: each.code }))}
      fault={fault}
    />
  );
}
