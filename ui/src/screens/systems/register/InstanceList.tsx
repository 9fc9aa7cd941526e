import { PhoneOff, TriangleAlert, Unplug } from "lucide-react";
import { useMemo, useState } from "react";
import { Header, ListBox, ListBoxItem, ListBoxSection, type Selection } from "react-aria-components";
import type { InstanceView, RegisterView } from "../../../host";
import { Field } from "../../../parts/Field";
import { Plate } from "../../../parts/Plate";
import { count } from "../../../words/format";
import { isFound, servesWords, unknownWards } from "./instance";

type Kind = { id: string; name: string; bond: string; instances: readonly InstanceView[] };

/** The systems that were asked for, under their kind. */
function byKind(register: RegisterView, words: string): readonly Kind[] {
  const kinds = new Map<string, InstanceView[]>();
  for (const one of register.instances)
    if (isFound(one, words)) kinds.set(one.class, [...(kinds.get(one.class) ?? []), one]);
  return [...kinds].map(([code, instances]) => ({
    id: `kind ${code}`,
    name: instances[0]?.class_name ?? code,
    bond: register.classes.find((each) => each.code === code)?.bond ?? "",
    instances,
  }));
}

/** Every system of the hospital under its kind; Enter opens one. */
export function InstanceList({
  register,
  openId,
  onOpen,
}: {
  register: RegisterView;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const [words, setWords] = useState("");
  const kinds = useMemo(() => byKind(register, words), [register, words]);
  const selected: Selection = useMemo(() => new Set(openId === null ? [] : [openId]), [openId]);
  return (
    <section className="card register-list" data-region aria-label="The hospital's own systems">
      <div className="register-find">
        <Field
          label="Find"
          aside="(name, kind, ward, owner or phone)"
          type="search"
          value={words}
          onChange={setWords}
        />
      </div>
      <ListBox
        className="register-rows"
        aria-label="The hospital's own systems"
        items={kinds}
        selectionMode="single"
        selectionBehavior="toggle"
        selectedKeys={selected}
        disallowEmptySelection={openId !== null}
        onSelectionChange={(keys) => {
          const id = keys === "all" ? undefined : [...keys][0];
          if (id !== undefined) onOpen(String(id));
        }}
        onAction={(id) => onOpen(String(id))}
        renderEmptyState={() => <p className="loading">No system of the register has all these words.</p>}
      >
        {(kind) => (
          <ListBoxSection id={kind.id} aria-label={kind.name}>
            <Header className="systems-class">
              <span className="semi">{kind.name}</span>
              <span className="second">
                {count(kind.instances.length, "system")}
                {kind.bond === "shared" ? ", any of them will do" : ", each for its own wards"}
              </span>
            </Header>
            {kind.instances.map((one) => (
              <ListBoxItem key={one.id} id={one.id} textValue={one.name} className="register-row inset-focus">
                <Row one={one} wards={register.wards} />
              </ListBoxItem>
            ))}
          </ListBoxSection>
        )}
      </ListBox>
    </section>
  );
}

function Row({ one, wards }: { one: InstanceView; wards: readonly string[] }) {
  const strange = unknownWards(one.wards, wards);
  return (
    <>
      <p className="register-first">
        <span className="semi">{one.name}</span> <span className="second">{one.id}</span>
      </p>
      <p className="second">Serves {servesWords(one)}</p>
      <p className="register-owner">
        {one.owner === "" ? <span className="second">Owner not known</span> : one.owner}
        {one.phone !== "" && <strong> · {one.phone}</strong>}
      </p>
      {(one.phone === "" || one.stands_on.includes("nothing") || strange.length > 0) && (
        <p className="row register-marks">
          {one.phone === "" && (
            <Plate tone="unknown" icon={PhoneOff}>
              Phone not known
            </Plate>
          )}
          {one.stands_on.includes("nothing") && <Plate icon={Unplug}>Stands alone</Plate>}
          {strange.length > 0 && (
            <Plate tone="amber" icon={TriangleAlert}>
              Not in the census: {strange.join(", ")}
            </Plate>
          )}
        </p>
      )}
    </>
  );
}
