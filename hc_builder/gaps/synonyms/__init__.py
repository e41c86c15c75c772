"""Words that customers use and no article has, with what they may mean."""
