import { CircleQuestionMark, Phone, TriangleAlert, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { FactView, NeedView, PatientView } from "../../host";
import { DoNow, ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { type Need, NeedsChart } from "../../parts/NeedsChart";
import { Plate } from "../../parts/Plate";
import { Rich } from "../../parts/Rich";
import { TierBadge } from "../../parts/TierBadge";
import { useNow } from "../../state/clock";
import { useFrame, useView } from "../../state/session";
import { birth, due, hours, instant, nhsNumber, when } from "../../words/format";
import { News2 } from "../paper/News2";
import { ByHandButton, ByHandForm, useByHand } from "./byhand/ByHand";
import { Claims } from "./Claims";
import { ConfirmBar } from "./ConfirmBar";
import { OtherWays } from "./OtherWays";
import { otherWayOf } from "./otherWay";
import { Profiles } from "./profiles/Profiles";
import { bedOf, nameOf, scriptLang, tierOf } from "./rows";
import { Vouching } from "./Vouching";

/** One patient: identity, allergy, reason, do now, needs; the acts stay at the foot. */
export function PatientPanel({
  id,
  at = null,
  onClose,
  onCharts,
}: {
  id: string;
  /** A past moment; null for now. */
  at?: string | null;
  onClose: () => void;
  onCharts: (ward: string) => void;
}) {
  const { view, error, reload } = useView("patient", { id, at });
  const panel = useRef<HTMLElement>(null);
  const isOpen = view !== null;
  useEffect(() => {
    // In one column the open row stands above the list: bring its head into view.
    if (isOpen && window.matchMedia("(max-width: 899px)").matches) panel.current?.scrollIntoView({ block: "start" });
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <section className="patients-right" data-region aria-label="Patient" onKeyDown={onKeyDown} ref={panel}>
      {!view && !error && <Loading what="Opening the patient." />}
      {error && (
        <div className="panel-error">
          <ErrorBox what={error.what} next={error.next}>
            <Button onPress={reload}>Read again</Button>
            <Button onPress={onClose}>Close</Button>
          </ErrorBox>
        </div>
      )}
      {view && (
        <>
          <div className="panel-body">
            <Identity view={view} onClose={onClose} />
            {view.locked && (
              <div className="locked" role="note">
                <strong>Go and see.</strong> This is what the old census held. Who they are, where they lie and what
                they need must be asked again at the bedside.
              </div>
            )}
            <Why view={view} />
            <Record view={view} />
          </div>
          <ConfirmBar view={view} onCharts={() => onCharts(view.row.ward)} />
        </>
      )}
    </section>
  );
}

/** Who this is and what must be known before any act; beside it what may be changed by hand. */
function Identity({ view, onClose }: { view: PatientView; onClose: () => void }) {
  const { row } = view;
  const byHand = useByHand();
  const canWrite = frameLook(useFrame()) !== "none" && !view.past;
  return (
    <>
      <Head view={view} onClose={onClose}>
        {canWrite && (
          <div className="push" ref={byHand.opener}>
            <ByHandButton view={view} onAct={byHand.open} />
          </div>
        )}
      </Head>
      <AllergyConflict words={view.allergies.conflict} />
      {canWrite && byHand.act === "news2" && (
        <News2
          of={{
            id: row.id,
            who: `${bedOf(row)} ${nameOf(row)}`,
            ageIsKnown: view.born !== "",
          }}
          onClose={byHand.close}
        />
      )}
      {canWrite && byHand.act && byHand.act !== "news2" && (
        <ByHandForm
          key={`${row.id} ${byHand.act}`}
          view={view}
          act={byHand.act}
          onClose={byHand.close}
          onGone={onClose}
        />
      )}
    </>
  );
}

/** Records that contradict one another about allergies are never one of them: both are said, and what to do. */
function AllergyConflict({ words }: { words: string }) {
  if (words === "") return null;
  return (
    <div className="allergy-conflict" role="note" aria-label="Allergies contradict one another">
      <Icon of={TriangleAlert} size={28} />
      <p>
        <strong>The records contradict one another about allergies. Ask before any drug.</strong> {words}
      </p>
    </div>
  );
}

function Head({ view, onClose, children }: { view: PatientView; onClose: () => void; children: ReactNode }) {
  const { row } = view;
  return (
    <header className="panel-identity">
      <TierBadge tier={tierOf(row)} size={56} />
      <div className="grow">
        <h2 className="panel-name">
          {row.family === "" ? "Name not known" : row.family}
          {row.given !== "" && <span className="panel-given">, {row.given}</span>}{" "}
          {row.native !== "" && (
            <span lang={scriptLang(row.native)} dir="auto">
              {row.native}
            </span>
          )}
        </h2>
        <div className="panel-facts">
          <span className="strong">{bedOf(row)}</span>
          <span>
            NHS <span className="strong">{nhsNumber(row.nhs_number)}</span>
          </span>
          {row.local_id !== "" && (
            <span>
              hospital no. <span className="strong">{row.local_id}</span>
            </span>
          )}
          <span>
            born <span className="strong">{birth(view.born)}</span> ({view.age})
          </span>
          <span>{view.sex}</span>
          <Button kind="text" className="panel-close push" icon={X} onPress={onClose}>
            Close
          </Button>
        </div>
        <div className="row panel-plates">
          <Allergies view={view} />
          {view.news2 !== "" && <Plate>{view.news2}</Plate>}
          <Plate>{view.weight === "" ? "Weight not known" : view.weight}</Plate>
          {children}
        </div>
      </div>
    </header>
  );
}

function Allergies({ view }: { view: PatientView }) {
  const { state, items, note } = view.allergies;
  if (state === "recorded") {
    return (
      <Plate tone="red-outline" icon={TriangleAlert}>
        Allergic: {items.join("; ")}
      </Plate>
    );
  }
  if (state === "none_known") return <Plate>No known allergies{note === "" ? "" : `, ${note}`}</Plate>;
  return (
    <Plate tone="unknown" icon={CircleQuestionMark}>
      Allergies not known: ask before any drug
    </Plate>
  );
}

function toNeed(need: NeedView): Need {
  const way = otherWayOf(need);
  return {
    id: `${need.profile} ${need.system} ${need.what}`,
    system: need.system_name,
    works: need.availability,
    believed: need.integrity,
    what: need.what,
    otherWay: way ? `${way.name}, ${hours(way.lead_h)}` : "",
    otherWayState: way ? way.state : "none",
    harmHours: need.clock_h,
    otherWayHours: need.lead_h,
    handHours: need.slack_h,
  };
}

function Why({ view }: { view: PatientView }) {
  const frame = useFrame();
  const now = useNow(60);
  const tier = tierOf(view.row);
  const needs = useMemo(() => view.needs.map(toNeed), [view.needs]);
  const recheck = instant(view.recheck_at);
  return (
    <>
      <div>
        <p className="panel-reason">
          <Rich text={view.reason} />
        </p>
        {view.lowered_when !== "" && <p className="second">{view.lowered_when}</p>}
      </div>
      {view.act !== "" && (
        <DoNow
          tier={tier}
          act={<Rich text={view.act} />}
          who={
            <>
              {view.call_now !== "" && (
                <span className="panel-call">
                  <Icon of={Phone} size={18} /> {view.call_now}.{" "}
                </span>
              )}
              {recheck === null ? "" : recheck <= now ? "A look was due" : "Check again"}{" "}
              {recheck !== null && `${when(recheck, frame.zone_name, now)}, ${due(recheck, now)}`}
            </>
          }
        />
      )}
      {needs.length > 0 && <NeedsChart needs={needs} />}
      <Vouching needs={view.needs} />
      {!view.past && <OtherWays patient={view.row.id} needs={view.needs} />}
      {view.untouched > 0 && (
        <p className="second">
          {view.untouched === 1 ? "1 need of this patient is" : `${view.untouched} needs of this patient are`} not
          touched by what broke.
        </p>
      )}
    </>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly FactView[] }) {
  if (facts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className="panel-record">
        {facts.map((fact) => (
          <div key={`${fact.label} ${fact.value} ${fact.note}`}>
            <dt className="semi">{fact.label}</dt>
            <dd>
              {fact.value} {fact.note !== "" && <span className="second">{fact.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Record({ view }: { view: PatientView }) {
  return (
    <div className="panel-more">
      <Profiles view={view} />
      <Facts title="Problems" facts={view.conditions} />
      <Facts title="Medicines" facts={view.medicines} />
      <Facts title="Devices, orders and plans" facts={view.record} />
      <Claims view={view} />
    </div>
  );
}
