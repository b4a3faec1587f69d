error-picture-kind = The picture { $file } can only be written as { $allowed }.
error-process-picture = Only the map is drawn as a picture: { $name } has none. Leave out --out, or ask for map.
option-process-out = Write the map as a picture too: a file ending in .svg or .png.
