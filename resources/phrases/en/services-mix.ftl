# Services page: online against counter for the same items
services-part-mix = Like for like
services-mix = Online against counter, item by item
services-mix-meta = Item by item
services-mix-raw = Plain
services-mix-raw-tip = All cases, online less counter, with the difference of their mix of items
services-mix-same = Within items (95%)
services-mix-items = Items
services-mix-few = too few both ways
