import { Check, Circle, CircleQuestionMark, type LucideIcon, OctagonAlert } from "lucide-react";
import { hours, timeInHand } from "../words/format";
import { Icon } from "./Icon";
import { type Believed, type Works, WorseAxis } from "./SystemPlate";

/** What is known about the other way: confirmed by a person, assumed to be there, asked for but not confirmed, none. */
export type OtherWayState = "confirmed" | "assumed" | "unconfirmed" | "none";

/** One need of a patient on a broken system, with its clocks in hours from now. */
export type Need = {
  id: string;
  system: string;
  works: Works;
  believed: Believed;
  /** What the patient needs it for. */
  what?: string | undefined;
  otherWay: string;
  otherWayState: OtherWayState;
  /** Hours until harm is possible. */
  harmHours: number;
  /** Hours that the other way takes; null when there is none. */
  otherWayHours: number | null;
  /** Hours in hand: harm less the other way; negative is late. Null when it is not known. */
  handHours: number | null;
};

const STATE_ICON: Record<OtherWayState, LucideIcon> = {
  confirmed: Check,
  assumed: Circle,
  unconfirmed: CircleQuestionMark,
  none: OctagonAlert,
};
const STATE_WORD: Record<OtherWayState, string> = {
  confirmed: "confirmed",
  assumed: "assumed",
  unconfirmed: "not confirmed",
  none: "no other way",
};

/** The ends an axis may have, in hours, and the marks drawn on it. */
const AXES: readonly { end: number; marks: readonly number[] }[] = [
  { end: 1, marks: [0.5] },
  { end: 4, marks: [1, 2] },
  { end: 12, marks: [3, 6] },
  { end: 48, marks: [12, 24] },
];

/**
 * The shortest axis on which the most urgent need still reads: the first that holds half of what there is to draw,
 * so that one far clock does not press the near ones into a corner. What lies beyond is an arrow with its hours.
 */
export function chooseAxis(needs: readonly Pick<Need, "harmHours" | "otherWayHours">[]): (typeof AXES)[number] {
  const nearest = Math.min(...needs.map((need) => Math.max(need.harmHours, need.otherWayHours ?? 0)));
  return AXES.find((axis) => axis.end >= nearest * 1.2) ?? AXES[AXES.length - 1] ?? { end: 48, marks: [] };
}

/** Where a time falls on the axis, in per cent, and whether it lies beyond it. */
export function place(value: number, end: number): { percent: number; beyond: boolean } {
  return { percent: Math.max(0, Math.min(100, (100 * value) / end)), beyond: value > end };
}

function Bar({ need, end }: { need: Need; end: number }) {
  const way = place(need.otherWayHours ?? end, end);
  const harm = place(need.harmHours, end);
  const late = need.otherWayHours === null || need.otherWayHours > need.harmHours;
  const greyEnd = late ? harm.percent : way.percent;
  return (
    <div className="needs-chart" aria-hidden="true">
      <span className="bar-way" style={{ inlineSize: `${greyEnd}%` }} />
      {late ? (
        <span
          className="bar-late hatched"
          style={{ insetInlineStart: `${harm.percent}%`, inlineSize: `${Math.max(0, way.percent - harm.percent)}%` }}
        />
      ) : (
        <span
          className="bar-hand"
          style={{ insetInlineStart: `${way.percent}%`, inlineSize: `${Math.max(0, harm.percent - way.percent)}%` }}
        />
      )}
    </div>
  );
}

function HarmMark({ need, end }: { need: Need; end: number }) {
  const harm = place(need.harmHours, end);
  if (harm.beyond) {
    return <span className="harm-beyond">→ {hours(need.harmHours)}</span>;
  }
  return (
    <svg
      className="harm-mark"
      style={{ insetInlineStart: `calc(${harm.percent}% - 8px)` }}
      width="16"
      height="32"
      viewBox="0 0 16 32"
      aria-hidden="true"
    >
      <path d="M1.5 1h13L8 11z" />
      <rect x="6.5" y="8" width="3" height="22" />
    </svg>
  );
}

function handWords(need: Need): string {
  if (need.otherWayState === "none" || need.otherWayHours === null)
    return `No other way, harm in ${hours(need.harmHours)}`;
  if (need.handHours === null) return "not known";
  return timeInHand(need.handHours * 60);
}

/** All needs of one patient on one axis that starts now, with its key. */
export function NeedsChart({ needs, showKey = true }: { needs: readonly Need[]; showKey?: boolean }) {
  const axis = chooseAxis(needs);
  return (
    <section className="needs" aria-label="What broke, and the other way">
      <div className="needs-head">
        <h3>What broke, and the other way</h3>
        <div className="needs-axis" aria-hidden="true">
          <span>now</span>
          {axis.marks.map((mark) => (
            <span key={mark} className="needs-tick" style={{ insetInlineStart: `${(100 * mark) / axis.end}%` }}>
              {hours(mark)}
            </span>
          ))}
          <span className="needs-end">{hours(axis.end)}</span>
        </div>
        <span className="needs-hand second">Time in hand</span>
      </div>
      <ul>
        {needs.map((need) => {
          const isLate = need.otherWayHours === null || (need.handHours ?? 0) < 0;
          return (
            <li key={need.id} className="need-row">
              <div className="need-words">
                <div className="row spread need-system">
                  <span className="semi">{need.system}</span>
                  <WorseAxis system={need.system} works={need.works} believed={need.believed} />
                </div>
                {need.what && <p className="second">for {need.what}</p>}
                <p className="second need-way">
                  <Icon of={STATE_ICON[need.otherWayState]} size={18} className={`way-${need.otherWayState}`} />
                  <span>
                    {need.otherWayState === "none"
                      ? "No other way known here"
                      : `${need.otherWay}: ${STATE_WORD[need.otherWayState]}`}
                  </span>
                </p>
              </div>
              <div className="need-bar">
                <Bar need={need} end={axis.end} />
                <HarmMark need={need} end={axis.end} />
              </div>
              <p className={`need-hand ${isLate ? "late" : ""}`}>
                {handWords(need)}
                <span className="visually-hidden">
                  . Harm possible in {hours(need.harmHours)}
                  {need.otherWayHours !== null && `, the other way takes ${hours(need.otherWayHours)}`}.
                </span>
              </p>
            </li>
          );
        })}
      </ul>
      {showKey && (
        <p className="needs-key second" aria-hidden="true">
          <span className="key-way" /> other way takes <span className="key-harm">▼</span> harm possible{" "}
          <span className="key-late hatched" /> too late <span className="key-hand" /> time in hand
        </p>
      )}
    </section>
  );
}
