import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { FieldFault } from "./Field";
import { Icon } from "./Icon";

/** A line of text with known answers offered under it; any other may be typed. */
export function Combo({
  label,
  aside,
  known,
  value,
  onChange,
  fault,
  hint,
  offers,
  className = "",
}: {
  label: string;
  /** A grey remark after the label. */
  aside?: string;
  known: readonly string[];
  value: string;
  onChange: (value: string) => void;
  fault?: string | null;
  hint?: ReactNode;
  /** What the button that opens the list offers: "Known wards". */
  offers: string;
  className?: string;
}) {
  return (
    <ComboBox
      className={`field ${className}`}
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      isInvalid={Boolean(fault)}
      menuTrigger="input"
      defaultItems={known.map((name) => ({ id: name, name }))}
    >
      <Label className="label">
        {label}
        {aside && <span className="second"> {aside}</span>}
      </Label>
      {fault && <FieldFault>{fault}</FieldFault>}
      <div className="combo">
        <Input className="input" />
        <AriaButton className="combo-open" aria-label={offers}>
          <Icon of={ChevronDown} size={20} />
        </AriaButton>
      </div>
      {hint && (
        <Text slot="description" className="second hint">
          {hint}
        </Text>
      )}
      <Popover className="popover">
        <ListBox className="pick-list">
          {(each: { id: string; name: string }) => (
            <ListBoxItem id={each.id} textValue={each.name} className="pick-option inset-focus">
              {each.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
