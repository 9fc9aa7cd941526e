import { BriefcaseMedical } from "lucide-react";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { clock, longDay, zoneName } from "../../words/format";

/** The machine's zone: while locked nobody has said another. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function Clock() {
  const now = useNow();
  return (
    <div>
      <p className="lock-clock">{clock(now, ZONE)}</p>
      <p className="lock-day">
        {longDay(now, ZONE)}, {zoneName(now, ZONE)}
      </p>
    </div>
  );
}

/** The blue side of every screen before sign-in. */
export function LockSide({ children }: { children?: React.ReactNode }) {
  return (
    <aside className="lock-side" aria-label="About this station">
      <p className="lock-brand">
        <Icon of={BriefcaseMedical} size={36} /> Battlebag
      </p>
      {children ?? <Clock />}
      <p className="lock-foot">
        Nothing about a patient is shown while locked. This laptop needs no network and no hospital account.
      </p>
    </aside>
  );
}
