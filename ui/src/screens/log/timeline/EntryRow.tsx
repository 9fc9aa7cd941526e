import { Clock, CornerDownRight, Ellipsis, Eraser, Flag } from "lucide-react";
import { memo } from "react";
import type { EntryView } from "../../../host";
import { Icon } from "../../../parts/Icon";
import { Plate } from "../../../parts/Plate";
import { clock, day, longDay } from "../../../words/format";
import { erasedBy, type Pointer, pointer } from "./findEntry";
import { lookOf, shapeOf } from "./kinds";

/** What a row asks of the screen around it. Stable, so that a row is drawn again only when its entry changes. */
export type RowActs = {
  /** None where nothing can be done with entries: the home's own record is only read. */
  menu: ((entry: EntryView, button: HTMLElement) => void) | null;
  close: (entry: EntryView) => void;
  release: (entry: EntryView) => void;
  jump: (to: Pointer) => void;
};

type Props = {
  entry: EntryView;
  /** Place in the list, from 1, and how many there are: for a screen reader. */
  place: number;
  of: number;
  /** The day, above the first entry that was written in it. */
  isDayBreak: boolean;
  isTabStop: boolean;
  zone: string;
  acts: RowActs;
};

/** One entry: when, what kind, who, the words; its corrections beneath; what was erased, said. */
export const EntryRow = memo(function EntryRow({ entry, place, of, isDayBreak, isTabStop, zone, acts }: Props) {
  const head = `entry-${entry.station}-${entry.number}`;
  const sameDay = day(entry.occurred_at, zone) === day(entry.recorded_at, zone);
  const about = pointer(entry.about, entry.station);
  return (
    <article
      className={`entry inset-focus ${lookOf(entry.kind)}`}
      aria-posinset={place}
      aria-setsize={of}
      aria-labelledby={head}
      tabIndex={isTabStop ? 0 : -1}
      data-entry
    >
      {isDayBreak && <p className="entry-day">{longDay(new Date(entry.recorded_at), zone)}</p>}
      <div className="entry-grid">
        <div className="entry-when">
          <p className="entry-clock">{clock(entry.occurred_at, zone)}</p>
          {!sameDay && <p className="strong">{day(entry.occurred_at, zone)}</p>}
          {entry.late && (
            <p className="second entry-late">
              <Icon of={Clock} size={16} /> written {clock(entry.recorded_at, zone)}, late
            </p>
          )}
        </div>
        <div className="entry-body">
          <p className="entry-head" id={head}>
            <Icon of={shapeOf(entry.kind)} size={18} className="entry-shape" />
            <span className="semi">{entry.kind_word}</span>
            <span className="second">
              no. {entry.number} · {entry.actor}
              {entry.role !== "" && `, ${entry.role}`}
            </span>
          </p>
          <Words entry={entry} acts={acts} />
          {about && (
            <p className="entry-about">
              <Link to={about} acts={acts}>
                Go to no. {about.number}
              </Link>
            </p>
          )}
          {entry.corrected.map((each) => (
            <div key={each.number} className="entry-corrected">
              <p className="second">
                <Icon of={CornerDownRight} size={18} />{" "}
                <span>
                  <span className="semi">Corrected</span> {clock(each.at, zone)} by {each.actor},{" "}
                  <Link to={{ number: each.number, station: "" }} acts={acts}>
                    no. {each.number}
                  </Link>
                </span>
              </p>
              <p className="semi">{each.text}</p>
            </div>
          ))}
          {entry.flagged && (
            <p className="row entry-flag">
              <Plate icon={Flag}>For the debrief{entry.flag_remark !== "" && `: ${entry.flag_remark}`}</Plate>
            </p>
          )}
        </div>
        <div className="entry-acts">
          {entry.open_as === "task" && (
            <button type="button" className="button button-secondary" onClick={() => acts.close(entry)}>
              Close task
            </button>
          )}
          {entry.open_as === "device" && (
            <button type="button" className="button button-secondary" onClick={() => acts.release(entry)}>
              Give out
            </button>
          )}
          {acts.menu && (
            <button
              type="button"
              className="entry-menu"
              aria-haspopup="menu"
              aria-label={`Acts on no. ${entry.number}`}
              data-menu
              onClick={(event) => acts.menu?.(entry, event.currentTarget)}
            >
              <Icon of={Ellipsis} size={20} /> Act
            </button>
          )}
        </div>
      </div>
    </article>
  );
});

/** The words, or that they were erased, by whom and why. */
function Words({ entry, acts }: { entry: EntryView; acts: RowActs }) {
  const by = erasedBy(entry.erased);
  if (entry.erased !== "") {
    return (
      <p className="entry-erased">
        <Icon of={Eraser} size={18} /> {entry.erased}{" "}
        {by !== null && (
          <Link to={{ number: by, station: entry.station }} acts={acts}>
            Go to no. {by}
          </Link>
        )}
      </p>
    );
  }
  return (
    <>
      <p className={entry.unread ? "entry-erased" : "entry-text"}>{entry.text}</p>
      {entry.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a signed entry never move
        <Line key={at} line={line} />
      ))}
    </>
  );
}

/** "Evidence: …" with its label set apart. */
function Line({ line }: { line: string }) {
  const found = /^([A-Z][^:.]{1,28}): (.*)$/s.exec(line);
  return (
    <p className="entry-line">
      {found ? (
        <>
          <span className="semi">{found[1]}:</span> {found[2]}
        </>
      ) : (
        line
      )}
    </p>
  );
}

function Link({ to, acts, children }: { to: Pointer; acts: RowActs; children: React.ReactNode }) {
  return (
    <button type="button" className="entry-link" onClick={() => acts.jump(to)}>
      {children}
    </button>
  );
}
