"""Draws the demo's film: six scenes of a family that walks to a shelter, moving a little, without sound.

Run `python cms/demo/sources/film.py`. It needs the packages of the extra `dev` and ffmpeg (Debian: ffmpeg). Its words
are in films/hinan-no-renshu.vtt; the drawings hold none.
"""

import io
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "films" / "hinan-no-renshu.webm"
WIDTH, HEIGHT = 640, 360
FRAMES_PER_SECOND = 10
SCENE_SECONDS = 6

# Height, clothes, hair.
GRANDMOTHER = (118, "#7b5a8c", "#b9bcc0")
MOTHER = (138, "#b5432f", "#3a2a1e")
FATHER = (148, "#3d6a8a", "#2b2422")
CHILD = (92, "#e0a81c", "#3a2a1e")
NEIGHBOUR = (122, "#4f8a5b", "#d5d7d9")
FAMILY = (FATHER, MOTHER, GRANDMOTHER, CHILD)


def person(x: float, foot: float, who: tuple[int, str, str], step: float = 0, raincoat: bool = False) -> str:
    """Return one figure. step: -1 to 1, how far the legs are apart."""
    height, clothes, hair = who
    head = height * 0.15
    hip, neck = foot - height * 0.42, foot - height * 0.72
    swing = step * height * 0.14
    coat = "#f2c84b" if raincoat else clothes
    hood = f'<circle cx="{x}" cy="{neck - head}" r="{head * 1.25}" fill="{coat}"/>' if raincoat else ""
    return f"""
      <g stroke-linecap="round" stroke="#3b464b" stroke-width="{height * 0.08}">
        <path d="M{x} {hip}L{x - swing} {foot - 4}M{x} {hip}L{x + swing} {foot - 4}"/>
      </g>
      <path d="M{x - height * 0.15} {hip + height * 0.12}L{x - height * 0.1} {neck}H{x + height * 0.1}
        L{x + height * 0.15} {hip + height * 0.12}Z" fill="{coat}" stroke="{coat}" stroke-width="8"
        stroke-linejoin="round"/>
      <path d="M{x} {neck + height * 0.06}L{x + swing + height * 0.12} {hip}" stroke="{coat}"
        stroke-width="{height * 0.07}" stroke-linecap="round"/>
      {hood}
      <circle cx="{x}" cy="{neck - head * 0.9}" r="{head}" fill="{hair}"/>
      <circle cx="{x + head * 0.25}" cy="{neck - head * 0.7}" r="{head * 0.8}" fill="#f3cfae"/>"""


def rain(time: float, left: int = 0, top: int = 0, right: int = WIDTH, bottom: int = HEIGHT) -> str:
    """Return falling drops inside a box; the same for the same time."""
    drops = []
    for number in range(42):
        x = left + (number * 97) % (right - left)
        y = top + (number * 53 + time * 260) % (bottom - top)
        drops.append(f"M{x} {y:.1f}L{x - 3} {min(y + 12, bottom):.1f}")
    return f'<path d="{"".join(drops)}" stroke="#8fb7d1" stroke-width="2" stroke-linecap="round"/>'


def room(wall: str = "#f7efdc") -> str:
    return f"""<rect width="640" height="360" fill="{wall}"/><rect y="290" width="640" height="70" fill="#d9b98a"/>
      <path d="M0 290H640" stroke="#b8946a" stroke-width="4"/>"""


def living_room(time: float) -> str:
    """The family looks at the television; rain falls outside the window."""
    glow = "#ffd75e" if int(time * 2) % 2 == 0 else "#ffe48f"
    family = "".join(person(330 + 75 * index, 325, who) for index, who in enumerate(FAMILY))
    return f"""{room()}
      <rect x="390" y="40" width="190" height="110" fill="#9fb6c4" stroke="#8a6238" stroke-width="8"/>
      {rain(time, 396, 46, 574, 146)}<path d="M485 40V150" stroke="#8a6238" stroke-width="6"/>
      <rect x="60" y="240" width="190" height="52" rx="6" fill="#8a6238"/>
      <rect x="70" y="120" width="170" height="116" rx="8" fill="#2b3438"/>
      <rect x="80" y="130" width="150" height="96" fill="{glow}"/>
      <path d="M155 142L188 206H122Z" fill="#b5432f"/><path d="M150 162H160L158 186H152ZM151 190H159V198H151Z" fill="#fff"/>
      {family}"""


def getting_ready(time: float) -> str:
    """The father turns the breaker off, the mother takes the rucksack, the child's shoes stand ready."""
    lift = min(time / 3, 1) * 60
    lever = 132 if time < 2.5 else 148
    return f"""{room("#eef3ea")}
      <rect x="70" y="90" width="90" height="110" rx="6" fill="#ffffff" stroke="#8a9498" stroke-width="4"/>
      <rect x="104" y="120" width="22" height="50" fill="#5d696e"/><rect x="106" y="{lever}" width="18" height="18" fill="#b5432f"/>
      {person(190, 325, FATHER, 0.2)}
      {person(340, 325, MOTHER, 0.2)}
      <g transform="translate(385 {230 - lift:.1f})"><path d="M14 0Q14 -26 36 -26Q58 -26 58 0" fill="none" stroke="#063d31"
        stroke-width="7"/><rect width="72" height="88" rx="16" fill="#0a5847"/><rect x="12" y="44" width="48" height="32"
        rx="8" fill="#3d8a5b"/></g>
      {person(530, 325, CHILD, 0.3)}
      <path d="M470 330q4 -20 18 -12l14 8q6 4 2 10h-34z" fill="#ffffff" stroke="#b5432f" stroke-width="4"/>"""


def entrance(time: float) -> str:
    """The family calls at the neighbour's door; it opens and she comes out."""
    opened = max(0.0, min((time - 1.5) / 1.5, 1))
    width = 84 * (1 - opened * 0.75)
    neighbour = person(470 - max(0, time - 3) * 18, 318, NEIGHBOUR, math.sin(time * 6) * (time > 3), True)
    family = "".join(person(110 + 70 * index, 322, who, 0, True) for index, who in enumerate(FAMILY))
    return f"""<rect width="640" height="360" fill="#c3d3dc"/><rect y="300" width="640" height="60" fill="#a7b0aa"/>
      <path d="M380 300V110L500 40L630 110V300Z" fill="#f7efdc" stroke="#8a6238" stroke-width="6"/>
      <path d="M360 122L500 36L650 122" fill="none" stroke="#4d5f74" stroke-width="18" stroke-linejoin="round"/>
      <rect x="430" y="165" width="84" height="135" fill="#5a4630"/>
      {neighbour if opened > 0.6 else ""}
      <rect x="430" y="165" width="{width:.1f}" height="135" fill="#b98a54"/>
      <rect x="550" y="180" width="52" height="52" fill="#ffe48f" stroke="#8a6238" stroke-width="5"/>
      {family}{rain(time)}"""


def road(time: float) -> str:
    """Five people in raincoats walk along a road, away from the river behind them."""
    people = (FATHER, CHILD, GRANDMOTHER, NEIGHBOUR, MOTHER)
    walkers = "".join(
        person(330 - 72 * index + time * 32, 330, who, math.sin(time * 7 + index), True)
        for index, who in enumerate(people)
    )
    wave = f"M-40 208q20 {8 * math.sin(time * 4):.1f} 40 0t40 0t40 0t40 0t40 0t40 0V250H-40Z"
    return f"""<rect width="640" height="360" fill="#b7c9d3"/>
      <path d="M0 190Q160 110 330 170T640 130V260H0Z" fill="#93b79a"/><path d="{wave}" fill="#6f98b0"/>
      <path d="M0 250Q110 200 210 240L250 270H0Z" fill="#86a98c"/>
      <rect y="262" width="640" height="98" fill="#9aa19c"/><path d="M0 262H640" stroke="#7d857f" stroke-width="5"/>
      <path d="M430 262V190L480 150L530 190V262Z" fill="#f7efdc"/><path d="M420 194L480 146L540 194" fill="none" stroke="#4d5f74"
        stroke-width="12"/>{walkers}{rain(time)}"""


def shelter(time: float) -> str:
    """They reach the shelter; a member of staff greets them at the door."""
    people = (CHILD, GRANDMOTHER, NEIGHBOUR, MOTHER, FATHER)
    walkers = "".join(
        person(
            min(250 - 62 * index + time * 34, 385 - 62 * index), 326, who, math.sin(time * 7 + index) * (time < 4), True
        )
        for index, who in enumerate(people)
    )
    return f"""<rect width="640" height="360" fill="#c3d3dc"/><rect y="300" width="640" height="60" fill="#a7b0aa"/>
      <rect x="360" y="70" width="270" height="230" fill="#e9e2cf" stroke="#8a9498" stroke-width="5"/>
      <rect x="350" y="56" width="290" height="22" fill="#5d696e"/>
      <rect x="430" y="160" width="120" height="140" fill="#fff3cc" stroke="#5d696e" stroke-width="6"/>
      <rect x="440" y="92" width="100" height="58" rx="6" fill="#0a5847"/>
      <path d="M505 144V112L522 98L539 112V144Z" fill="#fff" transform="translate(-6 0)"/>
      <g stroke="#fff" stroke-width="6" stroke-linecap="round" fill="none"><circle cx="476" cy="104" r="4" fill="#fff"/>
        <path d="M473 114L466 126L476 132L472 142M466 126L456 138L448 138M472 116L484 122"/></g>
      {person(500, 326, (140, "#0a5847", "#2b2422"), 0.2)}{walkers}{rain(time, 0, 0, 350, HEIGHT)}"""


def inside(time: float) -> str:
    """Inside: grandmother sits on a bed of cardboard, the child brings her water."""
    near = min(time * 40, 130)
    return f"""{room("#f4ecd8")}
      <rect x="60" y="40" width="120" height="80" fill="#9fb6c4" stroke="#8a6238" stroke-width="7"/>{rain(time, 66, 46, 174, 114)}
      <rect x="330" y="262" width="240" height="58" fill="#c99c63"/><path d="M410 262V320M490 262V320" stroke="#a87c46" stroke-width="4"/>
      <rect x="330" y="246" width="240" height="18" rx="6" fill="#8fc9e3"/>
      {person(400, 322, GRANDMOTHER, 0.5)}{person(500, 322, NEIGHBOUR, 0.5)}
      {person(190 + near, 335, CHILD, math.sin(time * 7) * (near < 130))}
      <path d="M{208 + near:.1f} 278h14l-2 24h-10z" fill="#b4dcee" stroke="#5d9fbe" stroke-width="3"/>
      {person(80, 330, FATHER)}{person(140, 330, MOTHER)}"""


SCENES: tuple[Callable[[float], str], ...] = (living_room, getting_ready, entrance, road, shelter, inside)


def draw(scene: Callable[[float], str], time: float) -> bytes:
    """Return one picture of the film as PNG."""
    import typst  # optional extra

    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{scene(time)}</svg>'
    page = f"""
        #set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)
        #image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
    """
    return typst.compile(page.encode(), format="png", ppi=72, sys_inputs={"drawing": drawing}, ignore_system_fonts=True)


def main() -> int:
    """Draw every picture and join them; return 0 when the film is written."""
    if not shutil.which("ffmpeg"):
        print("ffmpegがありません。apt install ffmpeg / Missing program ffmpeg.", file=sys.stderr)
        return 2
    pictures = io.BytesIO()
    for scene in SCENES:
        for number in range(SCENE_SECONDS * FRAMES_PER_SECOND):
            pictures.write(draw(scene, number / FRAMES_PER_SECOND))
    command = [
        "ffmpeg",
        "-y",
        "-loglevel",
        "error",
        "-f",
        "image2pipe",
        "-framerate",
        str(FRAMES_PER_SECOND),
        "-i",
        "-",
    ]
    command += ["-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-crf", "40", "-b:v", "0", "-fflags", "+bitexact"]
    subprocess.run([*command, str(TARGET)], input=pictures.getvalue(), check=True)
    print(f"{TARGET.name}\t{TARGET.stat().st_size / 1024:.1f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
