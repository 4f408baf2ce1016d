# Recipes for working on connlint; `just` lists them.

[private]
default:
    @just --list

# What CI runs
ready:
    .ci/run

# The tests
test *arguments:
    cargo test --locked {{ arguments }}

# Clippy, warnings denied
lint:
    cargo clippy --all-targets --locked -- -D warnings

# Format everything
fmt:
    cargo fmt
    rustfmt --edition 2024 src/rules/*.rs

# The documentation of the crate, warnings denied
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked --document-private-items

# The book, into target/book; mdBook is installed below target once
book:
    .ci/book

# Whole processes against the floor and other linters; `--install` gets these, `--write` puts the tables into the docs
bench *arguments:
    python3 -B benches/compare.py {{ arguments }}

# The stages of a file, and payloads against a plain loop
bench-stages *arguments:
    cargo bench --locked {{ arguments }}

# The wheel: built, installed, and used as by somebody who is new to connlint
wheel-test profile="release":
    CONNLINT_WHEEL_PROFILE={{ profile }} python3 tests/packaging wheel schemas

# The hooks of pre-commit, the action for GitHub and the job for GitLab, with that wheel
hooks-test profile="release":
    CONNLINT_WHEEL_PROFILE={{ profile }} python3 tests/packaging hooks pipelines

# Each fuzz target for a few seconds, from the seeds; needs a nightly toolchain and cargo-fuzz
fuzz-smoke seconds="20":
    for target in $(cargo +nightly fuzz list); do \
        mkdir -p "fuzz/corpus/$target"; \
        cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
            -max_total_time={{ seconds }} -timeout=10 -rss_limit_mb=4096 || exit 1; \
    done

# Whether twice the size takes twice the operations, counted by a binary that is built for it
growth:
    .ci/growth

# What the tests of the consumers miss: of so many mutants, all built at once, those that the tests do not find
mutants count="100":
    python3 -B .ci/mutants/run.py --count {{ count }}
