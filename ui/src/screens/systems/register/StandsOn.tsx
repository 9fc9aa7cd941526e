import type { InstanceView } from "../../../host";
import { Segments, Tick } from "../../../parts/Field";
import { GroupFault } from "./GroupFault";
import type { Stands, Typed } from "./instance";

/** What a system falls with: as its kind, nothing, or systems that are named. */
export function StandsOn({
  typed,
  onChange,
  above,
  aboveWords,
  fault,
}: {
  typed: Typed;
  onChange: (part: Partial<Typed>) => void;
  /** Systems of the register that it may stand on. */
  above: readonly InstanceView[];
  /** What its kind stands on, in words; empty for nothing. */
  aboveWords: string;
  fault: string | null;
}) {
  const options: readonly { value: Stands; content: string }[] = [
    { value: "kind", content: "As its kind" },
    { value: "nothing", content: "Nothing" },
    { value: "named", content: "These" },
  ];
  const toggle = (id: string, on: boolean) =>
    onChange({ standsOn: on ? [...typed.standsOn, id] : typed.standsOn.filter((each) => each !== id) });
  // One that is gone or of another kind since stays in view, so that it can be taken away.
  const lost = typed.standsOn.filter((id) => above.every((one) => one.id !== id));
  return (
    <div className="stack stack-8">
      <Segments label="Stands on" value={typed.stands} onChange={(stands) => onChange({ stands })} options={options} />
      {fault && <GroupFault>{fault}</GroupFault>}
      {typed.stands === "kind" && (
        <p className="second">
          {aboveWords === ""
            ? "Its kind stands on nothing else."
            : `Falls with every one of these that serves its wards: ${aboveWords}.`}
        </p>
      )}
      {typed.stands === "nothing" && (
        <p className="second">Off the network: it is neither lost nor doubted because of another system.</p>
      )}
      {typed.stands === "named" && above.length === 0 && lost.length === 0 && (
        <p className="second">The register has no system that one of this kind stands on. Add that one first.</p>
      )}
      {typed.stands === "named" && (above.length > 0 || lost.length > 0) && (
        <fieldset className="register-ticks">
          <legend className="visually-hidden">Systems that it stands on</legend>
          {above.map((one) => (
            <Tick key={one.id} isSelected={typed.standsOn.includes(one.id)} onChange={(on) => toggle(one.id, on)}>
              {one.name} <span className="second">{one.class_name}</span>
            </Tick>
          ))}
          {lost.map((id) => (
            <Tick key={id} isSelected onChange={(on) => toggle(id, on)}>
              {id} <span className="second">not in the register, or of another kind</span>
            </Tick>
          ))}
        </fieldset>
      )}
    </div>
  );
}
