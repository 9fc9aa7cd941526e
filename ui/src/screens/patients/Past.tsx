import { History } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { hostNow, useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { duration, instant, minutesBetween, when } from "../../words/format";

/** Steps from the moment that is shown, in minutes. */
const STEPS = [-60, -15, -1, 1, 15] as const;

/**
 * The end of a minute, or now when that is ahead: every entry that shows 02:41 is in the list said to be of 02:41, and an
 * incident that began in a minute has a list in that minute.
 */
export function endOfMinute(at: Date, now: Date): string {
  const end = Math.floor(at.getTime() / 60_000) * 60_000 + 59_999;
  return new Date(Math.min(end, now.getTime())).toISOString();
}

/** The bar of the past: which minute, and the way back. Black, so that nobody takes it for now. */
export function PastBar({ at, onAt, onNow }: { at: string | null; onAt: (at: string) => void; onNow: () => void }) {
  const frame = useFrame();
  const now = useNow(15);
  const [time, setTime] = useState<TypedTime>(NO_TIME);
  const [tried, setTried] = useState(false);
  const shown = instant(at);
  const fault = timeFault(time) ?? (time.typed.trim() === "" ? "Give a time." : null);
  const step = (minutes: number) => {
    const from = shown ?? hostNow();
    onAt(endOfMinute(new Date(from.getTime() + minutes * 60_000), hostNow()));
  };
  return (
    <section className={`past ${shown ? "past-on" : ""}`} data-region aria-label="As it was">
      <p className="past-words">
        <Icon of={History} size={22} />
        <span>
          {shown ? (
            <>
              <strong>As it was at {when(shown, frame.zone_name, now)}</strong>, {duration(minutesBetween(shown, now))}{" "}
              ago. Nothing can be confirmed, raised, lowered or printed from the past.
            </>
          ) : (
            "The list as it was at a past minute, worked out again from the log."
          )}
        </span>
      </p>
      <div className="past-acts">
        <form
          className="past-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (fault === null && time.at) onAt(endOfMinute(new Date(time.at), hostNow()));
          }}
        >
          <TimeField
            label="At"
            value={time}
            onChange={setTime}
            direction="past"
            empty={null}
            fault={tried ? fault : null}
          />
          <Button type="submit">Show</Button>
        </form>
        {STEPS.filter((minutes) => minutes < 0 || shown !== null).map((minutes) => {
          const words = `${duration(Math.abs(minutes))} ${minutes < 0 ? "earlier" : "later"}`;
          const isAhead = shown !== null && Math.floor(shown.getTime() / 60_000 + minutes) * 60_000 > now.getTime();
          return (
            <Button key={minutes} isDisabled={isAhead} onPress={() => step(minutes)}>
              {words}
            </Button>
          );
        })}
        <Button kind={shown ? "primary" : "text"} onPress={onNow}>
          Back to now
        </Button>
      </div>
    </section>
  );
}
