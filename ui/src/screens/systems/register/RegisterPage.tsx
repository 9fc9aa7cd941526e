import { FileText, Plus, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { RegisterView, SystemRow } from "../../../host";
import { Card, Empty, ErrorBox, Loading, Notice, TitleRow } from "../../../parts/Boxes";
import { Button, LinkButton } from "../../../parts/Button";
import { Icon } from "../../../parts/Icon";
import { BELIEVED_WORD, SystemPlate, WORKS_WORD } from "../../../parts/SystemPlate";
import { useFrame, useView } from "../../../state/session";
import { clock, count, list } from "../../../words/format";
import { InstanceForm } from "./InstanceForm";
import { InstanceList } from "./InstanceList";
import { BLANK, type Typed, typedOf } from "./instance";
import { RegisterFiles } from "./RegisterFiles";
import "./register.css";

/** What stands beside the list. */
type Side = { kind: "none" } | { kind: "files" } | { kind: "new"; start: Typed } | { kind: "open"; id: string };

/** The hospital's own systems: which there are, whom they serve, who looks after them. */
export function RegisterPage({
  board,
  openId,
  onClose,
}: {
  /** What was said of each system tonight. */
  board: readonly SystemRow[];
  /** The system to open at once; empty for none. */
  openId: string;
  onClose: () => void;
}) {
  const { view, error, reload } = useView("register", {});
  const [side, setSide] = useState<Side>(openId === "" ? { kind: "none" } : { kind: "open", id: openId });
  return (
    <>
      <TitleRow
        title="Systems"
        fact={
          view
            ? `The register: ${count(view.instances.length, "system")} of the hospital's own`
            : "Reading the register"
        }
      >
        <Button icon={Plus} letter="N" isDisabled={!view} onPress={() => setSide({ kind: "new", start: BLANK })}>
          Add a system
        </Button>
        <Button icon={FileText} isDisabled={!view} onPress={() => setSide({ kind: "files" })}>
          File
        </Button>
        <Button onPress={onClose}>Back to the board</Button>
      </TitleRow>
      {error && (
        <ErrorBox what={error.what} kept={view ? "The register below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the register." />}
      {view && <Register register={view} board={board} side={side} onSide={setSide} />}
    </>
  );
}

function Register({
  register,
  board,
  side,
  onSide: setSide,
}: {
  register: RegisterView;
  board: readonly SystemRow[];
  side: Side;
  onSide: (side: Side) => void;
}) {
  const beside = useRef<HTMLDivElement>(null);
  const open = side.kind === "open" ? register.instances.find((one) => one.id === side.id) : undefined;
  const isEmpty = register.instances.length === 0;
  const key = side.kind === "open" ? `open ${side.id}` : side.kind === "new" ? `new ${side.start.id}` : side.kind;
  // In one column the form stands above the list: whoever opened a row far down is taken to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening
  useEffect(() => {
    beside.current?.scrollIntoView({ block: "nearest" });
  }, [key]);
  const done = (id: string | null) => setSide(id === null ? { kind: "none" } : { kind: "open", id });
  return (
    <>
      <Gone
        gone={board.filter((row) => row.gone)}
        onPutBack={(row) => setSide({ kind: "new", start: { ...BLANK, id: row.instance, kind: row.code } })}
      />
      <NotServed register={register} />
      <div className="register-split" data-open={side.kind !== "none"}>
        {isEmpty ? (
          <Card title="The hospital's own systems">
            <Empty title="No system is in the register yet">
              Until then each kind counts as one system that serves everybody: one doubted pump would put every ward's
              pumps in doubt. Add a system, or make an empty table, fill it in and take it in.
            </Empty>
          </Card>
        ) : (
          <InstanceList register={register} openId={open?.id ?? null} onOpen={(id) => setSide({ kind: "open", id })} />
        )}
        <div ref={beside} className="register-beside" data-region>
          {side.kind === "files" && <RegisterFiles register={register} onClose={() => done(null)} />}
          {side.kind === "new" && (
            <InstanceForm key={key} register={register} start={side.start} isNew said="" onDone={done} />
          )}
          {open && (
            <InstanceForm
              key={key}
              register={register}
              start={typedOf(open, register.wards)}
              isNew={false}
              said={saidOf(board.find((row) => row.id === open.id))}
              onDone={done}
            />
          )}
          {side.kind === "none" && !isEmpty && (
            <Card title="The register">
              <div className="stack stack-8">
                <p>{register.said}.</p>
                <p className="second">Open a row to change it, to see what it stands on, or to take it out.</p>
              </div>
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

/** "Up, compromised, said by Robin Hale." of the system itself; empty where nobody spoke of it, or it was sound. */
function saidOf(row: SystemRow | undefined): string {
  if (!row?.said || row.said_of_class) return "";
  if (row.availability === "available" && row.integrity === "trusted") return "";
  return `${WORKS_WORD[row.availability]}, ${BELIEVED_WORD[row.integrity].toLowerCase()}, said by ${row.said_by}.`;
}

/** Systems that were spoken of tonight and are not in the register any more: the doubt stays, with its kind. */
function Gone({ gone, onPutBack }: { gone: readonly SystemRow[]; onPutBack: (row: SystemRow) => void }) {
  const { zone_name: zone } = useFrame();
  if (gone.length === 0) return null;
  return (
    <Notice>
      <p className="row semi">
        <Icon of={TriangleAlert} size={20} /> Spoken of, but no longer in the register
      </p>
      <ul>
        {gone.map((row) => (
          <li key={row.id} className="register-gone">
            <SystemPlate system={row.name} works={row.availability} believed={row.integrity} />
            <span className="grow">
              <strong>{row.name}</strong>, said by {row.said_by} {clock(row.said_at, zone)}: not lost, it counts for
              every system of its kind ({row.class_name.toLowerCase()}) until somebody speaks of the kind as a whole.
            </span>
            <Button onPress={() => onPutBack(row)}>Put {row.name} back</Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Most wards named in one line. */
const MOST_WARDS = 6;

/** Kinds that have systems here, none of which serves some ward: there the worst of all counts. */
function NotServed({ register }: { register: RegisterView }) {
  const [open, setOpen] = useState(false);
  const kinds = register.not_served;
  if (kinds.length === 0) return null;
  return (
    <Notice tone="plain">
      <p className="row">
        <span className="grow">
          <strong>
            {kinds.length === 1 ? "1 kind has" : `${kinds.length} kinds have`} wards that none of its systems serves
          </strong>
          : there the worst of all of the kind counts.
        </span>
        <LinkButton onPress={() => setOpen((on) => !on)}>{open ? "Hide them" : "Show them"}</LinkButton>
      </p>
      {open && (
        <ul>
          {kinds.map((each) => (
            <li key={each.class}>
              <span className="semi">{each.name}:</span> {someOf(each.wards)}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function someOf(wards: readonly string[]): string {
  if (wards.length <= MOST_WARDS) return list(wards);
  return `${wards.slice(0, MOST_WARDS - 1).join(", ")} and ${wards.length - MOST_WARDS + 1} more wards`;
}
