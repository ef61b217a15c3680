"""National grid metres turned into the degrees that maps and phones use.

A formula with seven parameters stands for the surveyor's correction table: against it (OSTN15) the result
is out by 1.8 m in the middle and 4.7 m at most, far less than a postcode is wide. Method: Ordnance Survey,
"A guide to coordinate systems in Great Britain", annexes B and C.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]
Metres = NDArray[np.float64]

_WGS84 = (6378137.0, 6356752.314245)


@dataclass(frozen=True, slots=True)
class Grid:
    """A transverse Mercator grid and the shift from its own globe to WGS84.

    Axes of the globe and false origin in metres, true origin in degrees. `shift` moves WGS84-wards by x, y
    and z in metres, `turn` by x, y and z in seconds of arc (position vector convention), `stretch` in parts
    per million.
    """

    axes: tuple[float, float]
    scale: float
    true_origin: tuple[float, float]
    false_origin: tuple[float, float]
    shift: tuple[float, float, float]
    turn: tuple[float, float, float]
    stretch: float


# EPSG:27700 with transformation EPSG:1314.
GREAT_BRITAIN = Grid(
    axes=(6377563.396, 6356256.909),
    scale=0.9996012717,
    true_origin=(49.0, -2.0),
    false_origin=(400_000.0, -100_000.0),
    shift=(446.448, -125.157, 542.060),
    turn=(0.1502, 0.2470, 0.8421),
    stretch=-20.4894,
)
# EPSG:29903 with transformation EPSG:1641.
IRELAND = Grid(
    axes=(6377340.189, 6356034.447938534),
    scale=1.000035,
    true_origin=(53.5, -8.0),
    false_origin=(200_000.0, 250_000.0),
    shift=(482.5, -130.6, 564.6),
    turn=(-1.042, -0.214, -0.631),
    stretch=8.15,
)


def to_wgs84(grid: Grid, eastings: Metres, northings: Metres) -> tuple[Degrees, Degrees]:
    """Latitudes and longitudes in WGS84 degrees of points given in metres on a grid."""
    latitudes, longitudes = _unproject(grid, eastings, northings)
    return _from_space(_WGS84, _move(grid, _to_space(grid.axes, latitudes, longitudes)))


def _unproject(grid: Grid, eastings: Metres, northings: Metres) -> tuple[Degrees, Degrees]:
    # Annex C.2 of the guide; the names are the guide's.
    (a, b), f0 = grid.axes, grid.scale
    e2 = 1 - (b / a) ** 2
    phi = _foot_latitude(grid, northings)
    sin, cos, tan = np.sin(phi), np.cos(phi), np.tan(phi)
    nu = a * f0 / np.sqrt(1 - e2 * sin**2)
    rho = a * f0 * (1 - e2) * (1 - e2 * sin**2) ** -1.5
    eta2 = nu / rho - 1
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * tan**2 + eta2 - 9 * tan**2 * eta2)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * tan**2 + 45 * tan**4)
    x = 1 / (cos * nu)
    xi = 1 / (6 * cos * nu**3) * (nu / rho + 2 * tan**2)
    xii = 1 / (120 * cos * nu**5) * (5 + 28 * tan**2 + 24 * tan**4)
    xiia = 1 / (5040 * cos * nu**7) * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
    de = eastings - grid.false_origin[0]
    latitudes = phi - vii * de**2 + viii * de**4 - ix * de**6
    longitudes = np.radians(grid.true_origin[1]) + x * de - xi * de**3 + xii * de**5 - xiia * de**7
    return latitudes, longitudes


def _foot_latitude(grid: Grid, northings: Metres) -> Degrees:
    phi0 = np.radians(grid.true_origin[0])
    wanted = northings - grid.false_origin[1]
    phi = np.full_like(wanted, phi0)
    # Each round leaves about a five-hundredth of the error; five bring 1,200 km below a thousandth of a
    # millimetre.
    for _ in range(6):
        phi = phi + (wanted - _meridian_arc(grid, phi, float(phi0))) / (grid.axes[0] * grid.scale)
    return phi


def _meridian_arc(grid: Grid, phi: Degrees, phi0: float) -> Metres:
    (a, b), f0 = grid.axes, grid.scale
    n = (a - b) / (a + b)
    d, s = phi - phi0, phi + phi0
    arc: Metres = (
        b
        * f0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * d
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(d) * np.cos(s)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * d) * np.cos(2 * s)
            - 35 / 24 * n**3 * np.sin(3 * d) * np.cos(3 * s)
        )
    )
    return arc


def _to_space(axes: tuple[float, float], latitudes: Degrees, longitudes: Degrees) -> NDArray[np.float64]:
    a, b = axes
    e2 = 1 - (b / a) ** 2
    nu = a / np.sqrt(1 - e2 * np.sin(latitudes) ** 2)
    across = nu * np.cos(latitudes)
    return np.stack([across * np.cos(longitudes), across * np.sin(longitudes), (1 - e2) * nu * np.sin(latitudes)])


def _move(grid: Grid, points: NDArray[np.float64]) -> NDArray[np.float64]:
    rx, ry, rz = np.radians(np.array(grid.turn) / 3600)
    m = 1 + grid.stretch * 1e-6
    matrix = np.array([[m, -rz, ry], [rz, m, -rx], [-ry, rx, m]])
    moved: NDArray[np.float64] = matrix @ points + np.array(grid.shift)[:, np.newaxis]
    return moved


def _from_space(axes: tuple[float, float], points: NDArray[np.float64]) -> tuple[Degrees, Degrees]:
    a, b = axes
    e2 = 1 - (b / a) ** 2
    x, y, z = points
    across = np.hypot(x, y)
    phi = np.arctan2(z, across * (1 - e2))
    # Close to the ground each round gains more than two digits.
    for _ in range(5):
        nu = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
        phi = np.arctan2(z + e2 * nu * np.sin(phi), across)
    return np.degrees(phi), np.degrees(np.arctan2(y, x))
