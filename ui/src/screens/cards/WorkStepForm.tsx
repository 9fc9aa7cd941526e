import { useState } from "react";
import type { StepView, StepWord } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { hostNow } from "../../state/clock";
import { draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { timeOfDay } from "../../words/timeOfDay";

type Open = "already_done" | "not_applicable" | "blocked" | null;

const ASK: Record<"already_done" | "not_applicable" | "blocked", { label: string; press: string }> = {
  already_done: { label: "When it was done (hh:mm)", press: "Save: already done" },
  not_applicable: { label: "Why it does not apply", press: "Save: not applicable" },
  blocked: { label: "What blocks it", press: "Save: blocked" },
};

/** Done, already done, not applicable, blocked; the remark is kept as it is typed. */
export function WorkStepForm({ card, step, onWorked }: { card: string; step: StepView; onWorked: () => void }) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const remark = useDraft(`card.${card}.${step.number}.remark`);
  const [open, setOpen] = useState<Open>(null);
  const [time, setTime] = useState("");
  const [second, setSecond] = useState("");
  const [tried, setTried] = useState(false);
  const needsSecond = step.second_person;
  const secondFault = needsSecond && second.trim() === "" ? "Name the second person." : null;
  const at = time.trim() === "" ? null : timeOfDay(time, hostNow(), zone);

  const mark = async (status: StepWord, occurredAt: string | null = null) => {
    setTried(true);
    if ((status === "complete" || status === "already_done") && secondFault) return;
    const written = await run("card_step", {
      card,
      step: step.number,
      status,
      remark: remark.text.trim(),
      second_person: second.trim(),
      occurred_at: occurredAt,
    });
    if (!written) return;
    await remark.saved();
    setOpen(null);
    onWorked();
  };
  const openFault =
    open === "already_done"
      ? time.trim() !== "" && at === null
        ? "Write the time as 02:51."
        : null
      : remark.text.trim() === ""
        ? "Say why in a few words. They are written in the log."
        : null;
  const save = () => {
    setTried(true);
    if (open === null || openFault) return;
    void mark(open, open === "already_done" ? at : null);
  };

  if (step.status !== "open" && step.status !== "blocked") {
    return (
      <>
        <div className="row">
          <Button isDisabled={busy} onPress={() => void mark("open")}>
            Open it again
          </Button>
          <span className="second">Both marks stay in the log.</span>
        </div>
        {error && <ErrorBox what={error.what} next={error.next} />}
      </>
    );
  }
  return (
    <div className="stack">
      <div className="row">
        <Button
          kind="primary"
          letter="Space"
          isDisabled={busy}
          onPress={() => void mark("complete")}
          aria-label={`Done, step ${step.number}`}
        >
          Done
        </Button>
        <Button isDisabled={busy} aria-expanded={open === "already_done"} onPress={() => setOpen("already_done")}>
          Already done…
        </Button>
        <Button
          letter="N"
          isDisabled={busy}
          aria-expanded={open === "not_applicable"}
          onPress={() => setOpen("not_applicable")}
        >
          Not applicable…
        </Button>
        <Button letter="B" isDisabled={busy} aria-expanded={open === "blocked"} onPress={() => setOpen("blocked")}>
          Blocked…
        </Button>
      </div>
      {needsSecond && (
        <Field label="Second person" value={second} onChange={setSecond} fault={tried ? secondFault : null} />
      )}
      {open === "already_done" && (
        <Field
          label={ASK.already_done.label}
          value={time}
          onChange={setTime}
          fault={tried ? openFault : null}
          hint="Leave it empty when nobody knows."
          autoFocus
        />
      )}
      <Field
        label={open === null || open === "already_done" ? "Remark" : ASK[open].label}
        aside="(kept as you type)"
        letter="m"
        value={remark.text}
        onChange={remark.set}
        lines={2}
        fault={tried && open !== null && open !== "already_done" ? openFault : null}
        hint={
          remark.state.kind === "kept" || remark.state.kind === "not-kept" ? draftWords(remark.state, zone) : undefined
        }
      />
      {open !== null && (
        <div className="row">
          <Button kind="primary" isDisabled={busy} onPress={save}>
            {ASK[open].press}
          </Button>
          <Button onPress={() => setOpen(null)}>Back</Button>
        </div>
      )}
      {error && <ErrorBox what={error.what} kept="Your remark is kept." next={error.next} />}
    </div>
  );
}
