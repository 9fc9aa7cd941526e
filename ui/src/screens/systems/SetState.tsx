import { type FormEvent, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { AvailabilityWord, IntegrityWord, SystemRow } from "../../host";
import { Card, Empty, ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Pick, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { BELIEVED_ICON, BELIEVED_WORD, WORKS_ICON, WORKS_WORD } from "../../parts/SystemPlate";
import { draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { isChecked } from "./matrix";

const WORKS: readonly AvailabilityWord[] = ["available", "unavailable"];
const BELIEVED: readonly IntegrityWord[] = ["trusted", "suspect", "compromised", "unknown"];
/** Minutes a status holds unless told otherwise (the field's default is one hour). */
const LASTS = ["30", "60", "120", "240"] as const;

/** Says how a system is: two answers, on what evidence, for how long. */
export function SetState({ row }: { row: SystemRow }) {
  const isRunning = frameLook(useFrame()) !== "none";
  if (isRunning) return <StateForm row={row} />;
  return (
    <Card title={row.name} className="set-state">
      <div className="stack">
        <Empty title="No incident is running">
          How a system is, is said while an incident or an exercise runs (Now).
        </Empty>
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

function StateForm({ row }: { row: SystemRow }) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const [works, setWorks] = useState<AvailabilityWord>(row.availability);
  const [believed, setBelieved] = useState<IntegrityWord>(isChecked(row) ? row.integrity : "unknown");
  const [lasts, setLasts] = useState("60");
  const [saidBy, setSaidBy] = useState("");
  const [tried, setTried] = useState(false);
  const evidence = useDraft(`system.${row.id}.evidence`);
  const fault = evidence.text.trim() === "" ? "Say how it is known: what was seen, by whom." : null;

  const set = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (fault) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const written = await run("system_set", {
      code: row.id,
      availability: works,
      integrity: believed,
      evidence: evidence.text.trim(),
      said_by: saidBy.trim(),
      expires_min: Number(lasts),
      since: null,
      second_person: "",
      tested: "",
    });
    if (!written) return;
    await evidence.saved();
    setTried(false);
  };
  const renew = () =>
    run("system_set", {
      code: row.id,
      availability: row.availability,
      integrity: row.integrity,
      evidence: row.evidence,
      said_by: saidBy.trim(),
      expires_min: Number(lasts),
      since: row.since,
      second_person: "",
      tested: "",
    });

  return (
    <Card title={row.name} className="set-state">
      <form onSubmit={set} className="stack" aria-label={`State of ${row.name}`} noValidate>
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
          fault={tried ? fault : null}
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
    </Card>
  );
}
