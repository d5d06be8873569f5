#!/usr/bin/env python3
"""Runs the console sessions of a document, in the current folder, and compares what they print.

console.py FILE: a README.md (blocks that begin with ```console) or a manual in mdoc (.Bd -literal).

A line that begins with "$ " is a command; "> " goes on with it, and so do the lines of a here document. The lines behind
it are what it prints: a line "..." stands for any number of lines; none at all means that nothing is compared. A command
succeeds unless the next one asks for its status (echo $?). What a guest is needed for is only read by the shell, not run
(SKIPPED); a block ends where a program is asked for that is not installed (OPTIONAL).
"""
import re
import shutil
import subprocess
import sys

SKIPPED = re.compile(r"qemu-system-aarch64 (?!.*dumpdtb=)|sh examples/")
OPTIONAL = ("git", "qemu-system-aarch64")


def markdown_blocks(text):
    return re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S)


def mdoc_blocks(text):
    for block in re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed$", text, re.M | re.S):
        if block.startswith("$ "):
            yield block.replace(r"\e", "\\").replace(r"\&", "")


def sessions(block):
    """[command, printed lines] of a block, in their order."""
    found, end = [], None
    for line in block.splitlines():
        if end:
            found[-1][0] += "\n" + line
            end = None if line == end else end
        elif line.startswith("$ "):
            found.append([line[2:], []])
        elif line.startswith("> "):
            found[-1][0] += "\n" + line[2:]
        else:
            found[-1][1].append(line)
            continue
        document = re.search(r"<<'(\w+)'", line)
        end = document.group(1) if document else end
    return found


def agrees(wanted, got):
    pattern = "".join("(.*\n)*?" if line == "..." else re.escape(line.rstrip()) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in got.splitlines()))


def run(command, status):
    done = subprocess.run(["bash", "-c", f"(exit {status})\n{command}"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def judge(commands):
    """What is wrong with a block."""
    status = 0
    for i, (command, wanted) in enumerate(commands):
        program = command.split()[0]
        if program in OPTIONAL and not shutil.which(program):
            return
        if SKIPPED.match(command):
            subprocess.run(["bash", "-n", "-c", command], check=True)
            continue
        status, got = run(command, status)
        asked = i + 1 < len(commands) and commands[i + 1][0] == "echo $?"
        if status and not asked:
            yield f"$ {command}\nexit status {status}:\n{got}"
        if wanted and not agrees(wanted, got):
            yield f"$ {command}\nshould print\n" + "\n".join(wanted) + f"\nbut prints\n{got}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    blocks = markdown_blocks(text) if sys.argv[1].endswith(".md") else mdoc_blocks(text)
    parsed = [sessions(block) for block in blocks]
    wrong = [complaint for commands in parsed for complaint in judge(commands)]
    print("\n".join(wrong))
    if not parsed:
        print("there is no console session")
    return 1 if wrong or not parsed else 0


sys.exit(main())
