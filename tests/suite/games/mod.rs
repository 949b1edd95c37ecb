//! The games of the calculus against published numbers, brute force and laws.

mod distribution;
mod laws;
mod reference;
mod standing;
mod ternary;
