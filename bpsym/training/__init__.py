"""Fitting the parameters of a derivation by its compiled gradients."""

from bpsym.training.course import COURSE_SIZES as COURSE_SIZES
from bpsym.training.course import course_data as course_data
from bpsym.training.curve import draw_loss_curve as draw_loss_curve
from bpsym.training.data import load_data as load_data
from bpsym.training.method import METHODS as METHODS
from bpsym.training.method import DivergenceError as DivergenceError
from bpsym.training.saving import load_parameters as load_parameters
from bpsym.training.saving import save_parameters as save_parameters
from bpsym.training.train import TrainingResult as TrainingResult
from bpsym.training.train import train as train
