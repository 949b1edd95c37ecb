//! The `polity` program: parse, run, exit.

fn main() -> std::process::ExitCode {
    polity::cli::main()
}
