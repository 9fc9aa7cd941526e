import { type FormEvent, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { AvailabilityWord, IntegrityWord, SystemRow } from "../../host";
import { Card, Empty, ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Pick, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { BELIEVED_ICON, BELIEVED_WORD, WORKS_ICON, WORKS_WORD } from "../../parts/SystemPlate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { isChecked } from "./matrix";
import { Return } from "./Return";

const WORKS: readonly AvailabilityWord[] = ["available", "unavailable"];
const BELIEVED: readonly IntegrityWord[] = ["trusted", "suspect", "compromised", "unknown"];
/** Minutes a status holds unless told otherwise (the field's default is one hour). */
const LASTS = ["30", "60", "120", "240"] as const;

/** Says how a system is: two answers, on what evidence, for how long. */
export function SetState({
  row,
  siblings,
  onRegister,
}: {
  row: SystemRow;
  siblings: number;
  /** Opens a system in the register, or the register as a whole. */
  onRegister: (id: string) => void;
}) {
  const isRunning = frameLook(useFrame()) !== "none";
  if (isRunning && !row.gone) return <StateForm row={row} siblings={siblings} onRegister={onRegister} />;
  return (
    <Card title={row.name} className="set-state">
      <div className="stack">
        <Contact row={row} onRegister={onRegister} />
        {row.gone ? (
          <Empty
            title="No longer in the register"
            acts={<Button onPress={() => onRegister("")}>Open the register</Button>}
          >
            What was said of it counts for every {row.class_name.toLowerCase()} until it lapses. Speak of those that are
            there now.
          </Empty>
        ) : (
          <Empty title="No incident is running">
            How a system is, is said while an incident or an exercise runs (Now).
          </Empty>
        )}
        <Consequences row={row} works="unavailable" believed="suspect" />
      </div>
    </Card>
  );
}

/** What its loss and its lies mean, and what is done by hand. */
function Consequences({ row, works, believed }: { row: SystemRow; works: AvailabilityWord; believed: IntegrityWord }) {
  return (
    <>
      {works === "unavailable" && row.if_down !== "" && (
        <Notice tone="plain">
          <strong>If down:</strong> {row.if_down}
        </Notice>
      )}
      {believed !== "trusted" && row.if_wrong !== "" && (
        <Notice tone="plain">
          <strong>If wrong:</strong> {row.if_wrong}
        </Notice>
      )}
      {row.fallback !== "" && (works === "unavailable" || believed !== "trusted") && (
        <p>
          <span className="semi">By hand:</span> {row.fallback} <span className="second">{row.limits}</span>
        </p>
      )}
    </>
  );
}

/** Who looks after it, how to reach them, and whom it serves. */
function Contact({ row, onRegister }: { row: SystemRow; onRegister: (id: string) => void }) {
  if (row.instance === "" || row.gone) return null;
  return (
    <p>
      {row.owner === "" ? <span className="second">Owner not known</span> : <span className="semi">{row.owner}</span>}
      {row.phone === "" ? <span className="second"> · phone not known</span> : <strong> · {row.phone}</strong>}
      <span className="second">
        {" "}
        · {row.wards.length === 0 ? "whole hospital" : row.wards.join(", ")}
        {row.note !== "" && ` · ${row.note}`} ·{" "}
      </span>
      <LinkButton label={`Change ${row.name} in the register`} onPress={() => onRegister(row.instance)}>
        Change
      </LinkButton>
    </p>
  );
}

function StateForm({
  row,
  siblings,
  onRegister,
}: {
  row: SystemRow;
  siblings: number;
  onRegister: (id: string) => void;
}) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const [works, setWorks] = useState<AvailabilityWord>(row.availability);
  const [believed, setBelieved] = useState<IntegrityWord>(isChecked(row) ? row.integrity : "unknown");
  const [lasts, setLasts] = useState("60");
  const [saidBy, setSaidBy] = useState("");
  const [of, setOf] = useState<"one" | "class">("one");
  const [since, setSince] = useState<TypedTime>(NO_TIME);
  const [second, setSecond] = useState("");
  const [tested, setTested] = useState("");
  const [tried, setTried] = useState(false);
  const evidence = useDraft(`system.${row.id}.evidence`);
  const code = of === "class" ? row.code : row.id;
  // Back to trusted after it was compromised: two names and what was tested.
  const needsSecond = row.needs_second && believed === "trusted";
  const faults = {
    evidence: evidence.text.trim() === "" ? "Say how it is known: what was seen, by whom." : null,
    since: timeFault(since),
    second: needsSecond && second.trim() === "" ? "Name a second person who vouches for it." : null,
    tested: needsSecond && tested.trim() === "" ? "Say what was tested." : null,
  };

  const set = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some(Boolean)) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const written = await run("system_set", {
      code,
      availability: works,
      integrity: believed,
      evidence: evidence.text.trim(),
      said_by: saidBy.trim(),
      expires_min: Number(lasts),
      since: since.at,
      second_person: needsSecond ? second.trim() : "",
      tested: needsSecond ? tested.trim() : "",
    });
    if (!written) return;
    await evidence.saved();
    setTried(false);
  };
  const renew = async () => {
    const words = evidence.text.trim();
    const request = { code, evidence: words === "" ? row.evidence : words, said_by: saidBy.trim() };
    if ((await run("system_renew", { ...request, expires_min: Number(lasts) })) && words !== "") await evidence.saved();
  };

  return (
    <Card title={row.name} className="set-state">
      <form onSubmit={set} className="stack" aria-label={`State of ${row.name}`} noValidate>
        <Contact row={row} onRegister={onRegister} />
        {row.instance !== "" && siblings > 1 && (
          <Segments
            label="Speak of"
            value={of}
            onChange={setOf}
            options={[
              { value: "one", content: "This one" },
              { value: "class", content: `All ${siblings} of its kind` },
            ]}
          />
        )}
        <Segments
          label="Works?"
          value={works}
          onChange={setWorks}
          letter="a"
          options={WORKS.map((word) => ({
            value: word,
            content: (
              <>
                <Icon of={WORKS_ICON[word]} size={18} /> {WORKS_WORD[word]}
              </>
            ),
          }))}
        />
        <Segments
          label="Can it be believed?"
          value={believed}
          onChange={setBelieved}
          letter="i"
          options={BELIEVED.map((word) => ({
            value: word,
            content: (
              <>
                <Icon of={BELIEVED_ICON[word]} size={18} /> {BELIEVED_WORD[word]}
              </>
            ),
          }))}
        />
        <Field
          label="Evidence"
          aside="(kept as you type)"
          value={evidence.text}
          onChange={evidence.set}
          fault={tried ? faults.evidence : null}
          lines={2}
          hint={row.evidence === "" ? draftWords(evidence.state, zone) : `Last said: ${row.evidence}`}
        />
        <div className="set-pair">
          <Field label="Who says so" aside="(if not you)" value={saidBy} onChange={setSaidBy} />
          <Pick
            label="Holds for"
            value={lasts}
            onChange={setLasts}
            options={LASTS.map((minutes) => ({
              value: minutes,
              text: Number(minutes) < 120 ? `${minutes} min` : `${Number(minutes) / 60} h`,
            }))}
          />
        </div>
        {(works === "unavailable" || believed !== "trusted") && (
          <TimeField
            label="Wrong or lost since"
            value={since}
            onChange={setSince}
            direction="past"
            empty="not known"
            fault={tried ? faults.since : null}
          />
        )}
        {needsSecond && (
          <div className="set-second">
            <p className="semi">It was compromised. To trust it again takes two people and a test.</p>
            <Field label="Second person" value={second} onChange={setSecond} fault={tried ? faults.second : null} />
            <Field label="What was tested" value={tested} onChange={setTested} fault={tried ? faults.tested : null} />
          </div>
        )}
        <Consequences row={row} works={works} believed={believed} />
        {error && <ErrorBox what={error.what} kept="Your evidence is kept." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            Save state
          </Button>
          {row.said && (
            <Button letter="N" isDisabled={busy} onPress={() => void renew()}>
              Renew {lasts} min
            </Button>
          )}
        </div>
      </form>
      <Return row={row} />
    </Card>
  );
}
