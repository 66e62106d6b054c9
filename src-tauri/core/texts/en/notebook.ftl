### The notebook: details, search, timelines, merging, the bin.

## Categories of details.

category-family = Family
category-interests = Interests
category-work = Work
category-food = Food
category-health = Health
category-other = Other

## What was done.

done-detail-added = Remembered about { $name }: { $text }
done-detail-edited = Changed about { $name }: { $text }
done-detail-deleted = Let go about { $name }: { $text }
done-person-deleted = { $name } deleted

## Search.

search-follow-up-ended = Asked
search-no-such-person = Nobody here is called “{ $name }”, so “person:” finds nothing.
search-no-such-gesture = There is no gesture called “{ $name }”, so “gesture:” finds nothing.
search-no-such-day = “{ $value }” is not a day, month or year, so it was passed over.
