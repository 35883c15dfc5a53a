"""Read, judge, and word what was found."""

from bpsym.reader import SUFFIXES as SUFFIXES
from bpsym.review.check import check_file as check_file
from bpsym.review.check import check_text as check_text
from bpsym.review.check import load as load
from bpsym.review.check import open_document as open_document
from bpsym.review.source import find_notes as find_notes
from bpsym.review.source import read_sidecar as read_sidecar
