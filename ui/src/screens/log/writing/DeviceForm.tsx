import { useMemo } from "react";
import { Field } from "../../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../../parts/TimeField";
import { useFrame } from "../../../state/session";
import { useWriting } from "./useWriting";
import { needed, WritingForm } from "./WritingForm";

/** A device kept aside as evidence: what, where, how it was left, and in whose hands. */
export function DeviceForm() {
  const { person } = useFrame();
  const base = useMemo(
    () => ({ device: "", identity: "", place: "", seen: "", left: "", held_by: person, seal: "", when: NO_TIME }),
    [person],
  );
  const writing = useWriting("log.device", base, "device");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Keep a device aside"
      writing={writing}
      faults={{
        device: needed(fields.device, "Say what it is."),
        identity: needed(fields.identity, "Write its asset or serial number."),
        place: needed(fields.place, "Say where it stands."),
        seen: needed(fields.seen, "Say what was seen."),
        held_by: needed(fields.held_by, "Name who holds it."),
        when: timeFault(fields.when),
      }}
      cmd="device_hold"
      request={() => {
        const { when, ...words } = fields;
        return { ...words, occurred_at: when.at };
      }}
      sign="Keep the device aside"
    >
      {(say) => (
        <>
          <Field
            label="Device"
            value={fields.device}
            onChange={(words) => set("device", words)}
            fault={say("device")}
          />
          <Field
            label="Asset or serial number"
            value={fields.identity}
            onChange={(words) => set("identity", words)}
            fault={say("identity")}
          />
          <Field
            className="writing-wide"
            label="Where it stands"
            value={fields.place}
            onChange={(words) => set("place", words)}
            fault={say("place")}
          />
          <Field
            className="writing-wide"
            label="What was seen"
            lines={2}
            value={fields.seen}
            onChange={(words) => set("seen", words)}
            fault={say("seen")}
          />
          <Field
            className="writing-wide"
            label="How it was left"
            aside="(power, network, screen)"
            value={fields.left}
            onChange={(words) => set("left", words)}
          />
          <Field
            label="Who holds it"
            value={fields.held_by}
            onChange={(words) => set("held_by", words)}
            fault={say("held_by")}
          />
          <Field label="Seal or tag" value={fields.seal} onChange={(words) => set("seal", words)} />
          <TimeField
            label="When"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(when) => set("when", when)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}
