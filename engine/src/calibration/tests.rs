//! The calibration of the United Kingdom, against an independent computation.
