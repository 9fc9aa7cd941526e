/** Every type that crosses from the engine. Generated from Rust into `bindings`; the screens import them from here. */
export type * from "../bindings";
