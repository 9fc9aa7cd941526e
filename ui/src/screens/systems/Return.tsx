import { type FormEvent, useState } from "react";
import type { SystemRow } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useAct, useFrame } from "../../state/session";
import { when } from "../../words/format";

/** When a system is to be back, as its owner signs. It eases the tier only where twice the time still fits. */
export function Return({ row }: { row: SystemRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  const [open, setOpen] = useState(false);
  const [hours, setHours] = useState("");
  const [by, setBy] = useState(row.owner);
  const [tried, setTried] = useState(false);
  const faults = {
    hours: /^\d{1,3}([.,]\d)?$/.test(hours.trim()) ? null : "Give the hours from now: 4, or 1.5.",
    by: by.trim() === "" ? "Name who signs for it." : null,
  };
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.hours || faults.by) return;
    const request = { code: row.id, hours: Number(hours.trim().replace(",", ".")), signed_by: by.trim() };
    if (await run("system_return", request)) setOpen(false);
  };
  return (
    <div className="return">
      <p className="row">
        <span>
          <span className="semi">Return: </span>
          {row.back_at
            ? `${when(row.back_at, zone, now)}, signed by ${row.back_signed_by}`
            : "nobody has signed a time"}
        </span>
        {row.back_at && (
          <Button
            isDisabled={busy}
            onPress={() => void run("system_return", { code: row.id, hours: null, signed_by: row.back_signed_by })}
          >
            Take it back
          </Button>
        )}
        <Button aria-expanded={open} onPress={() => setOpen((on) => !on)}>
          Sign a return
        </Button>
      </p>
      {open && (
        <form className="count-form" aria-label={`Return of ${row.name}`} onSubmit={sign} noValidate>
          <Field
            label="Back in"
            aside="(hours)"
            value={hours}
            onChange={setHours}
            fault={tried ? faults.hours : null}
            autoFocus
          />
          <Field label="Signed by" value={by} onChange={setBy} fault={tried ? faults.by : null} />
          <Button kind="primary" type="submit" isDisabled={busy}>
            Sign the return
          </Button>
          <Button onPress={() => setOpen(false)}>Back</Button>
        </form>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}
