"""The rules across records, by what they are about; ``indicators.check`` runs them all."""
