import { AlarmClock, Check, CircleDashed } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { PatientRow } from "../../host";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import { TIER_WORD, TIERS, tierName } from "../../parts/tiers";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { due, instant, timeInHand, when } from "../../words/format";
import { type DrawnRow, HeldBar, ListFoot, Who } from "./PatientList";
import { bedOf, countsOf, EVERYBODY, nameOf, tierOf } from "./rows";
import type { Held } from "./useHeldOrder";
import { useWords } from "./useWords";

/** One ward for its lead: large, worst first, the act before everything. */
export function WardView({
  ward,
  rows,
  latest,
  held,
  onOpen,
}: {
  ward: string;
  /** In the order as it is held. */
  rows: readonly DrawnRow[];
  latest: readonly PatientRow[];
  held: Held;
  onOpen: (id: string) => void;
}) {
  const counts = countsOf({ ...EVERYBODY, ward }, latest);
  return (
    <section className="card ward-view" data-region aria-label={`Ward view, ${ward}`}>
      <header className="ward-head">
        <h2>{ward === "" ? "Ward not known" : ward}</h2>
        <ul className="ward-counts">
          {TIERS.map((tier) => (
            <li key={tier} aria-label={`${tierName(tier)}: ${counts.tiers[tier]}`}>
              <TierBadge tier={tier} size={36} plain />
              <span aria-hidden="true" className="ward-count">
                {counts.tiers[tier]}
              </span>
            </li>
          ))}
          <li className="second">
            {counts.all} in all · {counts.toConfirm} not confirmed · {counts.recheck} re-check due
          </li>
        </ul>
      </header>
      <HeldBar held={held} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the order; every act is a control inside */}
      <div
        onPointerMove={() => held.setReading({ hoveredAt: Date.now() })}
        onFocus={() => held.setReading({ focused: true })}
        onBlur={() => held.setReading({ focused: false })}
      >
        <ol className="ward-rows" aria-label={`${ward}, worst first`}>
          {rows.map((drawn) => (
            <li key={drawn.id}>
              <WardRow drawn={drawn} onOpen={onOpen} />
            </li>
          ))}
        </ol>
      </div>
      <ListFoot held={held} onOpen={onOpen}>
        Normal clinical urgency still applies to everybody, P4 and not affected included.
      </ListFoot>
    </section>
  );
}

function WardRow({ drawn, onOpen }: { drawn: DrawnRow; onOpen: (id: string) => void }) {
  const { row } = drawn;
  const words = useWords(row.id);
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const tier = tierOf(row);
  const recheck = instant(row.recheck_at);
  const isDue = recheck !== null && recheck <= now;
  return (
    <AriaButton
      className="ward-row inset-focus"
      aria-label={`${tierName(tier)}, ${bedOf(row)}, ${nameOf(row)}: ${words?.act ?? ""}. Open`}
      onPress={() => onOpen(row.id)}
    >
      <TierBadge tier={tier} size={56} />
      <span className="ward-words">
        <Who row={row} inWard />
        <span className="ward-act">{words?.act ?? "\u00a0"}</span>
        <span className="second ward-reason">{words?.reason ?? "\u00a0"}</span>
      </span>
      <span className="ward-by">
        <span className="semi">{TIER_WORD[tier]}</span>
        {words && words.slack_h !== null && (
          <span className={words.slack_h < 0 ? "late" : ""}>{timeInHand(words.slack_h * 60)}</span>
        )}
        {recheck && (
          <span className={isDue ? "late" : "second"}>
            {isDue && <Icon of={AlarmClock} size={18} />} {row.confirmed ? "check" : "see"} {when(recheck, zone, now)},{" "}
            {due(recheck, now)}
          </span>
        )}
        {(tier === "P1" || tier === "P2") && (
          <span className="row">
            <Icon of={row.confirmed ? Check : CircleDashed} size={18} className={row.confirmed ? "tick-green" : ""} />
            {row.confirmed ? "Confirmed" : "To confirm"}
          </span>
        )}
      </span>
    </AriaButton>
  );
}
