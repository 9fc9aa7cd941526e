import { ArrowDown, ArrowUp, Check, Printer } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { BreakGlassDialog } from "../../frame/BreakGlass";
import { frameLook } from "../../frame/frameFacts";
import type { PatientRow, PatientView, TierWord } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Pick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Plate } from "../../parts/Plate";
import { TIER_WORD } from "../../parts/tiers";
import { useDraft } from "../../state/drafts";
import { useGlassAct } from "../../state/glass";
import { useAct, useFrame, useSession } from "../../state/session";
import { clock } from "../../words/format";
import { bedOf } from "./rows";
import { personNamed } from "./secondPerson";

const WORDS: readonly TierWord[] = ["P1", "P2", "P3", "P4"];

/** One tier more urgent; null for P1. */
function above(tier: TierWord): TierWord | null {
  return WORDS[WORDS.indexOf(tier) - 1] ?? null;
}

/** Confirm, raise, lower: fixed at the foot of the panel. Acts on the patient shown at the moment of pressing. */
export function ConfirmBar({ view, onCharts }: { view: PatientView; onCharts: () => void }) {
  const isRunning = frameLook(useFrame()) !== "none";
  if (isRunning && !view.past) return <Acts row={view.row} isLocked={view.locked} onCharts={onCharts} />;
  return (
    <section className="confirm" aria-label="Actions">
      <div className="confirm-acts">
        <p className="second grow">
          {view.past
            ? "This is the past: nothing can be done from here. Go back to now to act."
            : "Tiers are confirmed, raised and lowered while an incident or an exercise runs."}
        </p>
        <Button kind="text" className="confirm-charts" icon={Printer} onPress={onCharts}>
          Charts
        </Button>
      </div>
    </section>
  );
}

function Acts({ row, isLocked, onCharts }: { row: PatientRow; isLocked: boolean; onCharts: () => void }) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const [lowering, setLowering] = useState(false);
  const opener = useRef<HTMLSpanElement>(null);
  const up = above(row.tier);
  const { overruled } = row;
  return (
    <section className="confirm" aria-label="Actions">
      {lowering && (
        <LowerForm
          row={row}
          onDone={() => {
            setLowering(false);
            opener.current?.querySelector("button")?.focus();
          }}
        />
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
      {overruled && (
        <div className="row confirm-override">
          <Plate icon={overruled.raised ? ArrowUp : ArrowDown}>
            {overruled.raised ? "Raised" : "Lowered"} to {overruled.to} by {overruled.by} {clock(overruled.at, zone)}
            {overruled.lapses_at ? `, lapses ${clock(overruled.lapses_at, zone)}` : ""}; computed {row.computed}
          </Plate>
          <LinkButton onPress={() => void run("priority_release", { id: row.id })}>Take it back</LinkButton>
        </div>
      )}
      <div className="confirm-acts">
        {isLocked ? (
          <p className="second grow">The list is locked: raise anybody, confirm and lower nobody.</p>
        ) : row.confirmed ? (
          <p className="confirm-done" data-letter="c" tabIndex={-1}>
            <Icon of={Check} size={22} className="tick-green" />
            <span>
              Confirmed {row.tier} by {row.confirmed.by} {clock(row.confirmed.at, zone)}
            </span>
          </p>
        ) : (
          <Button
            kind="primary"
            icon={Check}
            letter="C"
            isDisabled={busy}
            onPress={() => void run("priority_confirm", { id: row.id })}
            aria-label={`Confirm ${row.tier}, ${bedOf(row)}`}
          >
            Confirm {row.tier}
          </Button>
        )}
        <Button
          icon={ArrowUp}
          letter="U"
          isDisabled={busy || up === null}
          onPress={() => up && void run("priority_raise", { id: row.id, to: up, reason: "" })}
          aria-label={up ? `Raise to ${up}, ${bedOf(row)}` : "Raise: already P1"}
        >
          Raise
        </Button>
        <span ref={opener}>
          <Button
            icon={ArrowDown}
            letter="L"
            isDisabled={row.tier === "P4" || isLocked}
            aria-expanded={lowering}
            onPress={() => setLowering((on) => !on)}
          >
            Lower…
          </Button>
        </span>
        <Button kind="text" className="confirm-charts" icon={Printer} onPress={onCharts}>
          Charts
        </Button>
      </div>
    </section>
  );
}

/** Lowering opens in place: to what, why, and for a P1 a second person. The reason is kept as it is typed. */
function LowerForm({ row, onDone }: { row: PatientRow; onDone: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const people = useSession().status?.people ?? [];
  const reason = useDraft(`patient.${row.id}.lower`);
  const lower = WORDS.slice(WORDS.indexOf(row.tier) + 1);
  const [to, setTo] = useState<TierWord>(lower[0] ?? "P4");
  const [second, setSecond] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const needsSecond = row.tier === "P1";
  // Who can sign in here proves to be there; anybody else is taken by name, and the log says so.
  const signsIn = needsSecond ? personNamed(people, second) : null;
  const faults = {
    reason: reason.text.trim() === "" ? `Give a reason.${needsSecond ? " P1 also needs a second person." : ""}` : null,
    second: needsSecond && second.trim() === "" ? "Name the second clinician who agrees." : null,
    passphrase: signsIn && passphrase === "" ? `${signsIn} types their own passphrase here.` : null,
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (faults.reason || faults.second || faults.passphrase) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await reason.keepNow();
    const written = await run("priority_lower", (break_glass) => ({
      id: row.id,
      to,
      reason: reason.text.trim(),
      second_person: second.trim(),
      second_passphrase: signsIn ? passphrase : "",
      break_glass,
    }));
    if (!written) return;
    await reason.saved();
    onDone();
  };
  return (
    <form className="lower" aria-label={`Lower ${bedOf(row)}`} onSubmit={submit} noValidate>
      <Pick
        label="Lower to"
        value={to}
        onChange={(value) => setTo(WORDS.find((word) => word === value) ?? to)}
        options={lower.map((tier) => ({ value: tier, text: `${tier}, ${TIER_WORD[tier]}` }))}
      />
      <Field
        className="grow"
        label="Reason for lowering"
        hint="Kept as you type"
        value={reason.text}
        onChange={reason.set}
        fault={tried ? faults.reason : null}
        autoFocus
      />
      {needsSecond && (
        <Field
          label="Second person"
          value={second}
          onChange={setSecond}
          fault={tried ? faults.second : null}
          hint={signsIn ? null : "Who cannot sign in here is taken by name, and the log says so."}
        />
      )}
      {signsIn && (
        <Field
          label={`Passphrase of ${signsIn}`}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          fault={tried ? faults.passphrase : null}
          hint="Typed by them, at this station. It is not kept."
        />
      )}
      {error && <ErrorBox what={error.what} kept="Your reason is kept." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Lower to {to}
        </Button>
        <Button onPress={onDone}>Back</Button>
        <span className="second">A lowered tier lapses by itself and the computed one comes back.</span>
      </div>
      <BreakGlassDialog glass={glass} does={`lower to ${to}`} />
    </form>
  );
}
