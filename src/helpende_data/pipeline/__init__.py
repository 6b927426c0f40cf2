"""The recipes of the tool, each top to bottom: files to figures, figures to a report."""

from helpende_data.pipeline.herkomst import Spoor, herkomst
from helpende_data.pipeline.inlezen import Ingest, IngestRow, ingest, ingest_voorbeeld, keep
from helpende_data.pipeline.publiceren import Published, publish
from helpende_data.pipeline.rapport import check_edition, preview, report
from helpende_data.pipeline.registers import load, read_registers, read_registry
from helpende_data.pipeline.uitgave import Aanvraag, Written, check_request, make
from helpende_data.pipeline.verschil import Verschillen, verschil
from helpende_data.pipeline.werkplaats import Workshop, open_workshop

__all__ = [
    "Aanvraag",
    "Ingest",
    "IngestRow",
    "Published",
    "Spoor",
    "Verschillen",
    "Workshop",
    "Written",
    "check_edition",
    "check_request",
    "herkomst",
    "ingest",
    "ingest_voorbeeld",
    "keep",
    "load",
    "make",
    "open_workshop",
    "preview",
    "publish",
    "read_registers",
    "read_registry",
    "report",
    "verschil",
]
