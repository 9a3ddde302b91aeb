from django.apps import AppConfig


class ProblemAreasConfig(AppConfig):
    name = "problem_areas"
