"""How answers to the questionnaire become scores, a level and pains: pure rules."""
