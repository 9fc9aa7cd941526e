//! One use case, one function: what the window and the command line both call.
