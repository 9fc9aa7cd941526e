import { CircleQuestionMark, Plus, RotateCcw, UserPen } from "lucide-react";
import { useRef, useState } from "react";
import { frameLook } from "../../../frame/frameFacts";
import type { PatientView, ProfileView, WhyView } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button, LinkButton } from "../../../parts/Button";
import { Icon } from "../../../parts/Icon";
import { Plate } from "../../../parts/Plate";
import { useNow } from "../../../state/clock";
import { useAct, useFrame } from "../../../state/session";
import { when } from "../../../words/format";
import { AddProfile } from "./AddProfile";
import { NotSo } from "./NotSo";
import "./profiles.css";

/** Why the patient is ranked as they are, fact by fact; what a person may say to it; and what nobody can be sure of. */
export function Profiles({ view }: { view: PatientView }) {
  const canWrite = frameLook(useFrame()) !== "none";
  const [adding, setAdding] = useState(false);
  const opener = useRef<HTMLDivElement>(null);
  const close = () => {
    setAdding(false);
    requestAnimationFrame(() => opener.current?.querySelector("button")?.focus());
  };
  return (
    <section aria-label="Why this profile">
      <div className="row profiles-head" ref={opener}>
        <h3 className="grow">Depends on</h3>
        {canWrite && (
          <Button icon={Plus} aria-expanded={adding} onPress={() => setAdding((on) => !on)}>
            Add a profile
          </Button>
        )}
      </div>
      {adding && <AddProfile view={view} onClose={close} />}
      {view.profiles.length === 0 && (
        <p className="second">
          Nothing that the rules or a person have found. Until somebody has looked, this patient is never below P3.
        </p>
      )}
      <ul className="profiles">
        {view.profiles.map((profile) => (
          <Counts key={profile.code} view={view} profile={profile} canWrite={canWrite} />
        ))}
        {view.profiles_set_aside.map((profile) => (
          <SetAside key={profile.code} patient={view.row.id} profile={profile} canWrite={canWrite} />
        ))}
      </ul>
      <Doubts view={view} />
    </section>
  );
}

function Why({ why }: { why: readonly WhyView[] }) {
  if (why.length === 0) return null;
  return (
    <ul className="profiles-why">
      {why.map((each) => (
        <li key={`${each.field} ${each.fact}`}>
          <span className="second">{each.place}:</span> {each.fact}
        </li>
      ))}
    </ul>
  );
}

/** Who said what of it, and when. */
function Said({ profile }: { profile: ProfileView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  if (profile.by === "") return null;
  const words: Record<string, string> = {
    added: "Added by",
    removed: "Taken away by",
    open_again: "Taken away by",
    lapsed: "Said by",
  };
  return (
    <p className="second">
      {words[profile.how] ?? "Said by"} {profile.by}, {when(profile.at, zone, now)}
      {profile.reason !== "" && <>: {profile.reason}</>}
    </p>
  );
}

function Counts({ view, profile, canWrite }: { view: PatientView; profile: ProfileView; canWrite: boolean }) {
  const [denying, setDenying] = useState(false);
  const opener = useRef<HTMLSpanElement>(null);
  const close = () => {
    setDenying(false);
    requestAnimationFrame(() => opener.current?.querySelector("button")?.focus());
  };
  return (
    <li className="profile">
      <div className="row">
        <span className="semi grow">
          {profile.name}{" "}
          {profile.weak && (
            <Plate tone="unknown" icon={CircleQuestionMark}>
              Only a suspicion
            </Plate>
          )}
          {profile.how === "added" && <Plate icon={UserPen}>By hand</Plate>}
          {profile.how === "open_again" && (
            <Plate tone="amber" icon={CircleQuestionMark}>
              Open again: something new on record
            </Plate>
          )}
        </span>
        {canWrite && profile.code !== "inpatient_base" && (
          <span ref={opener}>
            <Button kind="text" aria-expanded={denying} onPress={() => setDenying((on) => !on)}>
              Not so…
            </Button>
          </span>
        )}
      </div>
      <Why why={profile.why} />
      <Said profile={profile} />
      {denying && <NotSo view={view} profile={profile} onClose={close} />}
    </li>
  );
}

/** What somebody took away stays named, with who and when. */
function SetAside({ patient, profile, canWrite }: { patient: string; profile: ProfileView; canWrite: boolean }) {
  const { busy, error, run } = useAct();
  const back = () =>
    void run("profile_restore", {
      patient,
      profile: profile.code,
      instead: "",
      reason: "",
      second_person: "",
      second_passphrase: "",
      break_glass: "",
    });
  return (
    <li className="profile profile-aside">
      <div className="row">
        <span className="grow">
          <s>{profile.name}</s>{" "}
          {profile.how === "lapsed" && (
            <Plate tone="amber" icon={CircleQuestionMark}>
              Something new on record: look again
            </Plate>
          )}
        </span>
        {canWrite && (
          <Button kind="text" icon={RotateCcw} isDisabled={busy} onPress={back}>
            {profile.how === "lapsed" ? "Clear" : "Put back"}
          </Button>
        )}
      </div>
      <Said profile={profile} />
      {error && <ErrorBox what={error.what} next={error.next} />}
    </li>
  );
}

/** Shown before "more". */
const FEW = 4;

function Doubts({ view }: { view: PatientView }) {
  const [all, setAll] = useState(false);
  if (view.doubts.length === 0) return null;
  const shown = all ? view.doubts : view.doubts.slice(0, FEW);
  const more = view.doubts.length - shown.length;
  return (
    <div className="profiles-doubts" role="note" aria-label="Needs a look">
      <p className="semi">
        <Icon of={CircleQuestionMark} size={20} /> Needs a look
      </p>
      <ul>
        {shown.map((doubt) => (
          <li key={`${doubt.kind} ${doubt.about.field} ${doubt.about.fact}`}>
            <span className="second">{doubt.about.place}:</span> {doubt.about.fact}.{" "}
            <span className="second">
              {doubt.words}
              {doubt.profile !== "" && ` (${doubt.profile})`}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <LinkButton onPress={() => setAll(true)}>{more} more</LinkButton>}
    </div>
  );
}
