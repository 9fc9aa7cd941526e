import {
  AlarmClock,
  ArrowLeftRight,
  BadgeAlert,
  CircleDashed,
  Ear,
  Footprints,
  Hourglass,
  type LucideIcon,
  Monitor,
  Users,
  UserX,
} from "lucide-react";
import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { isDeclared, isTooOldToRank } from "../../frame/frameFacts";
import type { EntryView, NeedsYou, NowView, TierCounts, WardRow, WorkaroundRow } from "../../host";
import { Card, Empty, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { ListActs } from "../../parts/ListActs";
import { Matrix, worstCorner } from "../../parts/Matrix";
import { Plate, type Tone } from "../../parts/Plate";
import { TierBadge } from "../../parts/TierBadge";
import { TIER_WORD, type TierCode } from "../../parts/tiers";
import { useNow } from "../../state/clock";
import { placeOf, useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { clock, count, number, when } from "../../words/format";
import { StartPanel } from "../home/StartPanel";
import { matrixCounts } from "../systems/matrix";
import { DeclareNow, LifeForm, type LifeTurn } from "./LifeActs";
import { Rhythm } from "./Rhythm";
import "./now.css";

/** The commander's board: who is worst, what needs somebody, what must not be believed, what was last written. */
export function NowScreen() {
  const { view, error, reload } = useView("now", {});
  const frame = useFrame();
  const { here, showWall } = useGoing();
  const [turn, setTurn] = useState<LifeTurn | null>(null);
  const [real, setReal] = useState(false);
  const { incident } = frame;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    setReal(here.target === "real");
    if (here.target === "escalate" || here.target === "recover" || here.target === "stand_down") setTurn(here.target);
  }, [here.turn]);
  const fact = view
    ? `${count(view.read, "record")} read: ${number(view.read - view.rejected)} taken, ${view.rejected} rejected · board as at ${clock(view.at, frame.zone_name)}`
    : "";
  return (
    <div className="now">
      <TitleRow title="Now" fact={fact}>
        <Button icon={Monitor} onPress={showWall}>
          Wall board
        </Button>
        {!turn && incident && (
          <>
            {isDeclared(incident.life) && <Button onPress={() => setTurn("escalate")}>Escalate…</Button>}
            {isDeclared(incident.life) && incident.life !== "recovery" && (
              <Button onPress={() => setTurn("recover")}>Recovery…</Button>
            )}
            <Button onPress={() => setTurn("stand_down")}>Stand down…</Button>
          </>
        )}
      </TitleRow>
      {real && incident?.exercise && (
        <StartPanel
          start="declare"
          words="This one is real. The exercise waits as it stands; Now leads back to it afterwards."
          onBack={() => setReal(false)}
        />
      )}
      {turn && <LifeForm key={turn} turn={turn} onBack={() => setTurn(null)} />}
      {incident?.life === "stand_by" && <DeclareNow />}
      {error && (
        <ErrorBox what={error.what} kept={view ? "The board below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the board." />}
      {view && <Board view={view} />}
    </div>
  );
}

function Board({ view }: { view: NowView }) {
  const isRanked = !isTooOldToRank(useFrame());
  return (
    <>
      {isRanked ? <Tiers counts={view.counts} /> : <TooOld />}
      {isRanked && view.counts.all === 0 && <NoCensus />}
      <div className="now-columns">
        <div className="now-column">
          <NeedsYouCard needs={view.needs_you} />
          <Elsewhere view={view} />
          {isRanked && <Shortages rows={view.shortages} />}
        </div>
        <div className="now-column">{isRanked && <Wards rows={view.wards} />}</div>
        <div className="now-column now-third">
          <Rhythm view={view} />
          <SystemsCard view={view} />
          <LastEntries entries={view.last_entries} />
        </div>
      </div>
    </>
  );
}

/** Old tiers beside a locked list would be believed. */
function TooOld() {
  const { go, updateCensus } = useGoing();
  return (
    <Empty
      title="Nobody is ranked: the census is over 12 h old"
      acts={
        <>
          <Button kind="primary" onPress={updateCensus}>
            Update the census
          </Button>
          <Button onPress={() => go("patients")}>Open the roll-call</Button>
        </>
      }
    >
      Nobody knows who lies where, so nobody stands above anybody. Find each patient at the bedside, then take a new
      census.
    </Empty>
  );
}

function NoCensus() {
  const { updateCensus } = useGoing();
  return (
    <Empty
      title="No census yet"
      acts={
        <Button kind="primary" onPress={updateCensus}>
          Update the census
        </Button>
      }
    >
      Without a census nobody knows which patients depend on what broke. Read a file that another system left behind.
    </Empty>
  );
}

function Tiers({ counts }: { counts: TierCounts }) {
  const { go } = useGoing();
  const tiers: [TierCode, number, string][] = [
    ["P1", counts.p1, `${counts.p1_to_confirm} to confirm`],
    ["P2", counts.p2, `${counts.p2_to_confirm} to confirm`],
    ["P3", counts.p3, "4-hourly check"],
    ["P4", counts.p4, "normal urgency applies"],
    ["none", counts.not_affected, "by what broke"],
  ];
  return (
    <ul className="now-tiers" aria-label={`${counts.all} patients by tier`}>
      {tiers.map(([tier, n, second]) => (
        <li key={tier}>
          <AriaButton className="now-tier inset-focus" onPress={() => go("patients", `tier:${tier}`)}>
            <TierBadge tier={tier} />
            <span className={`now-count ${tier === "P1" && n > 0 ? "now-count-red" : ""}`}>{n}</span>
            <span className="now-tier-words">
              <span className="semi">{TIER_WORD[tier]}</span>
              <span className="second">{second}</span>
            </span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

const NEED_LOOK: Record<string, { tone: Tone; icon: LucideIcon }> = {
  late_critical: { tone: "red", icon: AlarmClock },
  late: { tone: "amber", icon: AlarmClock },
  vacant: { tone: "red-outline", icon: UserX },
  expires: { tone: "amber", icon: Hourglass },
  lapsed: { tone: "unknown", icon: Hourglass },
  two_say: { tone: "outline", icon: Users },
  cover: { tone: "outline", icon: ArrowLeftRight },
  confirm: { tone: "outline", icon: CircleDashed },
  report: { tone: "amber", icon: AlarmClock },
  critical_result: { tone: "red", icon: BadgeAlert },
  read_back: { tone: "amber", icon: Ear },
  waited: { tone: "amber", icon: AlarmClock },
  runner: { tone: "amber", icon: Footprints },
  aid: { tone: "amber", icon: Hourglass },
  diversion: { tone: "amber", icon: AlarmClock },
  lab_list: { tone: "amber", icon: AlarmClock },
};
const PLAIN = { tone: "outline", icon: Hourglass } as const;
/** Rows that fit beside the wards; the rest is one press away. */
const FIRST = 5;

function NeedsYouCard({ needs }: { needs: readonly NeedsYou[] }) {
  const { go } = useGoing();
  const [all, setAll] = useState(false);
  const shown = all ? needs : needs.slice(0, FIRST);
  const aside = needs.length > FIRST ? `${shown.length} of ${needs.length}, worst first` : "worst first";
  return (
    <Card title="Needs you" aside={aside} flush>
      {needs.length === 0 && <p className="loading">Nothing is late, vacant or about to lapse.</p>}
      <ul>
        {shown.map((need) => {
          const look = NEED_LOOK[need.kind] ?? PLAIN;
          return (
            <li key={`${need.kind} ${need.target} ${need.text}`} className="now-need">
              <div className="grow">
                <p className="row">
                  <Plate tone={look.tone} icon={look.icon}>
                    {need.plate}
                  </Plate>
                  <span className="second">{need.note}</span>
                </p>
                <p className="semi narrow">{need.text}</p>
              </div>
              <Button aria-label={`${need.act}: ${need.text}`} onPress={() => go(placeOf(need.screen), need.target)}>
                {need.act}
              </Button>
            </li>
          );
        })}
      </ul>
      {needs.length > FIRST && (
        <p className="now-more">
          <LinkButton onPress={() => setAll((on) => !on)}>
            {all ? "Show the first five" : `Show all ${needs.length}`}
          </LinkButton>
        </p>
      )}
      <ListActs list="needs_you" />
    </Card>
  );
}

/** What goes elsewhere, and what help was asked for; nothing when there is neither. */
function Elsewhere({ view }: { view: NowView }) {
  const { go } = useGoing();
  if (view.diverted.length === 0 && view.help.length === 0) return null;
  return (
    <Card
      title="Diverted, and help from others"
      aside={<LinkButton onPress={() => go("messages", "aid")}>Open the register</LinkButton>}
      flush
    >
      <ul>
        {view.diverted.map((words) => (
          <li key={words} className="now-need">
            <p className="semi">{words}</p>
          </li>
        ))}
        {view.help.map((words) => (
          <li key={words} className="now-need">
            <p>{words}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Shortages({ rows }: { rows: readonly WorkaroundRow[] }) {
  const short = rows.filter((row) => row.short > 0);
  return (
    <Card title="Other ways in short supply" flush>
      {short.length === 0 ? (
        <p className="loading">Nothing that P1 and P2 need is known to be short.</p>
      ) : (
        <table className="rows-table">
          <caption className="visually-hidden">Other ways in short supply</caption>
          <thead>
            <tr>
              <th scope="col">Needed by P1 and P2</th>
              <th scope="col" className="number">
                Need
              </th>
              <th scope="col" className="number">
                In store
              </th>
              <th scope="col" className="number">
                Short
              </th>
            </tr>
          </thead>
          <tbody>
            {short.slice(0, 6).map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                <td className="number">{row.need}</td>
                <td className="number">{row.left ?? "not counted"}</td>
                <td className="number strong">{row.left === null ? "not known" : row.short}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** Wards drawn before "Show all wards". */
const WARDS_FIRST = 9;

function Wards({ rows }: { rows: readonly WardRow[] }) {
  const { go } = useGoing();
  const [all, setAll] = useState(false);
  const urgent = rows.filter((row) => row.p1 > 0);
  const shown = all ? rows : urgent.slice(0, WARDS_FIRST);
  const without = rows.length - urgent.length;
  return (
    <Card title="P1 by ward" aside={`${urgent.length} of ${count(rows.length, "ward")}`} flush>
      {rows.length === 0 && <p className="loading">No census, no wards.</p>}
      {shown.length > 0 && (
        <table className="rows-table">
          <caption className="visually-hidden">P1 by ward</caption>
          <thead>
            <tr>
              <th scope="col">Ward</th>
              <th scope="col" className="number">
                P1
              </th>
              <th scope="col" className="number">
                To confirm
              </th>
              <th scope="col" className="number">
                P2
              </th>
              <th scope="col" className="number">
                Patients
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.ward}>
                <th scope="row">
                  <LinkButton onPress={() => go("patients", `ward:${row.ward}`)}>{row.ward}</LinkButton>
                </th>
                <td className="number now-ward-p1">{row.p1}</td>
                <td className="number">
                  {row.to_confirm > 0 ? <Plate icon={CircleDashed}>{row.to_confirm}</Plate> : 0}
                </td>
                <td className="number">{row.p2}</td>
                <td className="number">{row.patients}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && (
        <p className="now-more">
          <span>{count(without, "ward has", "wards have")} no P1</span>
          {rows.length > shown.length || all ? (
            <LinkButton onPress={() => setAll((on) => !on)}>{all ? "Show wards with P1" : "Show all wards"}</LinkButton>
          ) : null}
        </p>
      )}
    </Card>
  );
}

function SystemsCard({ view }: { view: NowView }) {
  const { go } = useGoing();
  const counts = matrixCounts(view.matrix);
  const worst = worstCorner(counts);
  return (
    <Card title="Systems" aside={<LinkButton onPress={() => go("systems")}>Open board</LinkButton>}>
      <Matrix counts={counts} />
      {worst && (
        <div className="now-worst">
          <Notice tone="violet">{worst}</Notice>
        </div>
      )}
      {view.matrix.not_checked > 0 && <p className="second now-worst">{view.matrix.not_checked} not checked yet</p>}
    </Card>
  );
}

function LastEntries({ entries }: { entries: readonly EntryView[] }) {
  const { go } = useGoing();
  const frame = useFrame();
  const now = useNow(60);
  return (
    <Card title="Last entries" aside={<LinkButton onPress={() => go("log")}>Log</LinkButton>} flush>
      {entries.length === 0 && <p className="loading">Nothing is written yet.</p>}
      <ol>
        {entries.slice(0, 6).map((entry) => (
          <li key={`${entry.station} ${entry.number}`} className="now-entry">
            <span className="strong">{when(entry.occurred_at, frame.zone_name, now)}</span>
            <span>{entry.text}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
